import { type Json, type Operation, quotedText, type Step } from '@fes-assistant/protocol';
import type { StepDraft, StepKind } from '@fes-assistant/tools';
import { readState } from './blobs.ts';
import { describeDifference } from './describe-difference.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Caller, Operations, Proposal } from './operations.ts';
import { proposePlan } from './propose.ts';
import { replaceReferences } from './references.ts';
import { loadOwn, notWaiting, refuseWhenChangesAreOff } from './refusals.ts';
import { takenBack, undoableSteps, undoingOperations } from './undo-what-is-left.ts';
import { refuseWhenTooManyWait } from './waiting-limits.ts';

interface Undoing {
  engine: Engine;
  operation: Operation;
  caller: Caller;
  signal: AbortSignal;
}

/** A draft that takes back part of a done step. */
type UndoDraft = StepDraft & { takesBack: string };

/** Proposes the operation that takes a finished one back: its done steps in reverse order, where nobody else changed them. */
export async function undo(engine: Engine, request: Parameters<Operations['undo']>[0]): Promise<Proposal> {
  const { id, caller, signal } = request;
  refuseWhenChangesAreOff(engine);
  await refuseWhenTooManyWait(engine, { principal: caller.principal, store: engine.store });
  const { operation } = await loadOwn(engine, { id, principal: caller.principal });
  const steps = await stepsToTakeBack(engine, operation);
  requireSameDeployments(operation, caller);
  const { drafts, leftAlone } = await draftsFor({ engine, operation, caller, signal }, steps);
  if (drafts.length === 0)
    throw new OperationRefused('not-undoable', `Nothing of it can be taken back. ${leftAlone.join(' ')}`);
  return proposePlan(engine, {
    caller,
    tool: 'operations.undo',
    title: `Undo: ${operation.plan.title}`,
    draft: {
      summary: `Take back: ${operation.plan.summary}`,
      steps: drafts.map(({ takesBack: _, ...draft }) => draft),
      warnings: [...leftAlone, ...cannotBeTakenBack(engine, operation)],
    },
    input: { operation_id: id },
    secrets: [...(operation.plan.secretFields ?? []), ...engine.catalog.tools.flatMap(secretsOf)],
    signal,
    undoes: id,
    finish: (planned) => planned.map((step, index) => ({ ...step, takesBack: drafts[index]?.takesBack ?? '' })),
  });
}

/** @throws {OperationRefused} saying why nothing is left to take back. */
export async function stepsToTakeBack(engine: Engine, operation: Operation): Promise<Step[]> {
  if (operation.state !== 'ended') throw notWaiting(operation, 'Only an operation that has ended can be undone.');
  const undoable = undoableSteps(engine, operation);
  if (undoable.length === 0) throw new OperationRefused('not-undoable', whyNot(operation));
  const undoing = await undoingOperations(engine, operation.id);
  const busy = undoing.find(({ state }) => ['approved', 'running', 'interrupted', 'needs-decision'].includes(state));
  if (busy) {
    throw new OperationRefused(
      'not-undoable',
      `It is being undone already, by operation ${busy.id}. Wait for its end, or resume it.`,
    );
  }
  const taken = takenBack(undoing);
  const left = undoable.filter(({ id }) => !taken.has(id));
  if (left.length === 0) throw new OperationRefused('not-undoable', 'It has been undone already.');
  return left;
}

function whyNot({ counts, plan }: Operation): string {
  if (counts.done === 0) return 'Nothing of it was done, so there is nothing to take back.';
  return [...new Set(plan.steps.map(({ undo }) => undo))].join(' ');
}

function requireSameDeployments({ plan }: Operation, { connections }: Caller): void {
  for (const { side, deployment } of plan.connections) {
    const live = connections.find(({ identity }) => identity.side === side)?.identity;
    if (!live)
      throw new OperationRefused(
        'connection-needed',
        `Undoing it needs a connection to ${deployment}. Connect, then try again.`,
      );
    if (live.deployment !== deployment) {
      throw new OperationRefused(
        'wrong-connection',
        `It was done on ${deployment}, and you are connected to ${live.deployment}.`,
      );
    }
  }
}

async function draftsFor(undoing: Undoing, steps: Step[]): Promise<{ drafts: UndoDraft[]; leftAlone: string[] }> {
  const drafts: UndoDraft[] = [];
  const leftAlone: string[] = [];
  const verdicts = new Map<string, boolean>();
  for (const step of steps.toReversed()) {
    const asset = `${step.side} ${step.asset.type} ${step.asset.id ?? step.asset.name}`;
    const reason = verdicts.has(asset) ? undefined : await changedSince(undoing, step);
    if (reason !== undefined) leftAlone.push(reason);
    const untouched = verdicts.get(asset) ?? reason === undefined;
    verdicts.set(asset, untouched);
    if (untouched) drafts.push(...(await draftsOf(undoing, { step, offset: drafts.length })));
  }
  return { drafts, leftAlone };
}

/** Only what is still as this operation left it is taken back; the last of its steps on an asset tells. */
async function changedSince({ engine, operation, caller, signal }: Undoing, step: Step): Promise<string | undefined> {
  const { kind, outcome, argument } = doneStep(engine, operation, step);
  const sisense = caller.connections.find(({ identity }) => identity.side === step.side)?.sisense;
  if (!sisense || outcome.after === undefined)
    return `What ${step.id} left behind is not known, so it is left as it is.`;
  const parsed = kind.argument.parse(argument);
  if (kind.undo.possible && kind.undo.seenLater?.(parsed)) return undefined;
  const now = await kind.read({ argument: parsed, sisense, signal });
  if (digestOf(now) === outcome.after) return undefined;
  const after = await readState(engine.store, outcome.after);
  const name = `${step.asset.type} ${quotedText(step.asset.name)}`;
  return `Someone else changed ${name} since, so it is left as it is: ${describeDifference(after, now)}.`;
}

async function draftsOf(
  { engine, operation }: Undoing,
  { step, offset }: { step: Step; offset: number },
): Promise<UndoDraft[]> {
  const { kind, outcome, argument } = doneStep(engine, operation, step);
  if (!kind.undo.possible) return [];
  const state = async (digest: string | undefined): Promise<Json> =>
    digest === undefined ? null : readState(engine.store, digest);
  const drafts = kind.undo.steps({
    argument: kind.argument.parse(argument),
    before: await state(outcome.before),
    after: await state(outcome.after),
    ...(outcome.assetId === undefined ? {} : { id: outcome.assetId }),
    asset: step.asset,
  });
  return drafts.map((draft) => ({
    ...draft,
    side: draft.side ?? step.side,
    argument: replaceReferences(draft.argument, (id) => ({ outcomeOf: `s${Number(id.slice(1)) + offset}` })),
    takesBack: step.id,
  }));
}

function doneStep({ catalog }: Engine, { steps }: Operation, step: Step) {
  const kind: StepKind | undefined = catalog.findStepKind(step.kind);
  const progress = steps[step.id];
  if (!kind || progress?.outcome?.state !== 'done')
    throw new Error(`Step ${step.id} was not done, or its kind is gone.`);
  return { kind, outcome: progress.outcome, argument: progress.argument ?? step.argument };
}

/** The done steps that stay, with the reason of each kind once. */
function cannotBeTakenBack({ catalog }: Engine, { plan, steps }: Operation): string[] {
  const stay = plan.steps.filter(
    ({ id, kind }) => steps[id]?.state === 'done' && !catalog.findStepKind(kind)?.undo.possible,
  );
  return [...new Set(stay.map(({ undo }) => undo))].map((words) => {
    const count = stay.filter((step) => step.undo === words).length;
    return `${count === 1 ? 'One step stays' : `${count} steps stay`} as done. ${words}`;
  });
}

function secretsOf(tool: Engine['catalog']['tools'][number]) {
  return tool.effect === 'change' ? (tool.secrets ?? []) : [];
}
