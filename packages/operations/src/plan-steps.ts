import type { Json, Side, Step } from '@fes-assistant/protocol';
import { Refusal, type StepDraft, type StepKind, undoWords } from '@fes-assistant/tools';
import { keepState } from './blobs.ts';
import type { Engine } from './engine.ts';
import type { LiveConnection } from './operations.ts';
import { referencesIn } from './references.ts';

const readsAtOnce = 6;

interface PlanStepsRequest {
  drafts: StepDraft[];
  connections: LiveConnection[];
  signal: AbortSignal;
}

/** Marks the fingerprint of a step whose state cannot be read before another step was done. */
const readLater = 'after:';

/** Whether a step's fingerprint is that of a state; else the state before it exists only once earlier steps were done. */
export function hasPlannedState(step: Step): boolean {
  return !step.fingerprint.startsWith(readLater);
}

/** Gives every draft its id, the fingerprint and digest of the state it is planned against, and its undo words. */
export async function planSteps(
  engine: Engine,
  request: PlanStepsRequest,
): Promise<{ steps: Step[]; blobs: Map<string, string> }> {
  const { drafts } = request;
  const steps: Step[] = [];
  const blobs = new Map<string, string>();
  let next = 0;
  const work = async () => {
    for (let index = next++; index < drafts.length; index = next++) {
      const draft = drafts[index];
      if (draft) steps[index] = await planStep(engine, { ...request, draft, index, blobs });
    }
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, drafts.length) }, work));
  return { steps, blobs };
}

interface PlanStepRequest extends PlanStepsRequest {
  draft: StepDraft;
  index: number;
  blobs: Map<string, string>;
}

async function planStep(engine: Engine, request: PlanStepRequest): Promise<Step> {
  const { draft, index, connections } = request;
  const kind = engine.catalog.findStepKind(draft.kind);
  if (!kind) throw new Error(`The plan names the step kind ${draft.kind}, which the catalogue lacks.`);
  const side = draft.side ?? defaultSide(connections);
  const state = await stateOf(request, { kind, side });
  const planned =
    state === undefined
      ? { fingerprint: `${readLater}${referencesIn(draft.argument).join(',')}` }
      : keep(request.blobs, state);
  return {
    id: `s${index + 1}`,
    kind: draft.kind,
    action: kind.action,
    side,
    asset: draft.asset,
    argument: draft.argument,
    changes: draft.changes ?? [],
    consequences: draft.consequences ?? [],
    ...planned,
    secrets: draft.secrets ?? [],
    undo: undoWords(kind),
  };
}

/** `undefined` where the step stands on an outcome that is not there yet. */
async function stateOf(
  { draft, index, connections, signal }: PlanStepRequest,
  { kind, side }: { kind: StepKind; side: Side },
): Promise<Json | undefined> {
  const references = referencesIn(draft.argument);
  if (references.some((id) => !isEarlier(id, index))) {
    throw new Error(`Step s${index + 1} stands on the outcome of a step that does not come before it.`);
  }
  if (draft.state !== undefined) return draft.state;
  if (references.length > 0) return undefined;
  const connection = connections.find(({ identity }) => identity.side === side);
  if (!connection) throw new Refusal(`This change needs a connection to the ${side} deployment.`, 'no-connection');
  return kind.read({ argument: kind.argument.parse(draft.argument), sisense: connection.sisense, signal });
}

function keep(blobs: Map<string, string>, state: Json): { fingerprint: string; before?: string } {
  const digest = keepState(blobs, state);
  return state === null ? { fingerprint: digest } : { fingerprint: digest, before: digest };
}

function defaultSide(connections: LiveConnection[]): Side {
  return connections.some(({ identity }) => identity.side === 'target') ? 'target' : 'only';
}

function isEarlier(id: string, index: number): boolean {
  const number = /^s([1-9]\d*)$/.exec(id)?.[1];
  return number !== undefined && Number(number) <= index;
}
