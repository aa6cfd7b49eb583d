import {
  canonicalJson,
  foldOperation,
  type Json,
  type Operation,
  type OperationEvent,
  type Plan,
  type SecretField,
  type Step,
} from '@fes-assistant/protocol';
import { type ChangeTool, type PlanDraft, parseInput } from '@fes-assistant/tools';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import type { OperationsStore } from './journal/tables.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Caller, NothingToDo, Operations, Proposal } from './operations.ts';
import { planSteps } from './plan-steps.ts';
import { refuseWhenChangesAreOff } from './refusals.ts';
import { refuseWhenTooManyWait } from './waiting-limits.ts';

const minute = 60_000;
const manySteps = 50;

type Request = Parameters<Operations['propose']>[0];

/** Plans a change on live state, stores it, changes nothing. */
export async function propose(engine: Engine, request: Request): Promise<Proposal | NothingToDo> {
  const { tool, caller, signal, progress = () => {} } = request;
  refuseWhenChangesAreOff(engine);
  await refuseWhenTooManyWait(engine, { principal: caller.principal, store: engine.store });
  const { only, source, target } = sidesOf(caller);
  const sisense = only ?? target;
  if (!sisense) {
    throw new OperationRefused('connection-needed', 'No Sisense deployment is connected. Connect one, then ask again.');
  }
  const input = parseInput(tool, request.input);
  const draft = await tool.plan(input, {
    sisense,
    ...(source && { source }),
    ...(target && { target }),
    connections: caller.connections.map(({ identity }) => identity),
    signal,
    progress,
  });
  const { summary, warnings = [] } = draft;
  if (draft.steps.length === 0) {
    await engine.journal.audit({ event: 'nothing-to-do', principal: caller.principal, tool: tool.id });
    return { nothingToDo: summary, warnings };
  }
  return proposePlan(engine, {
    caller,
    tool: tool.id,
    title: tool.title,
    draft,
    input,
    secrets: secretsOf(tool),
    signal,
  });
}

export interface PlanRequest {
  caller: Caller;
  tool: string;
  title: string;
  draft: PlanDraft;
  input: unknown;
  secrets: SecretField[];
  signal: AbortSignal;
  undoes?: string;
  /** Changes the steps once they have their ids and fingerprints. */
  finish?: (steps: Step[]) => Step[];
}

/** Turns a draft into steps with fingerprints and stores it as a proposal. */
export async function proposePlan(engine: Engine, request: PlanRequest): Promise<Proposal> {
  const { caller, tool, title, draft, undoes, signal } = request;
  const { steps, blobs } = await planSteps(engine, { drafts: draft.steps, connections: caller.connections, signal });
  const secretFields = fieldsFor(steps, request.secrets);
  const plan: Plan = {
    tool,
    title,
    summary: draft.summary,
    steps: request.finish?.(steps) ?? steps,
    warnings: draft.warnings ?? [],
    connections: caller.connections.map(({ identity }) => identity),
    input: JSON.parse(canonicalJson(request.input)) as Json,
    ...(secretFields.length === 0 ? {} : { secretFields }),
    ...(undoes === undefined ? {} : { undoes }),
  };
  signal.throwIfAborted();
  const operation = await store(engine, { plan, principal: caller.principal, blobs });
  return { operation, approvalUrl: engine.approvalUrlFor(operation.id) };
}

async function store(
  engine: Engine,
  { plan, principal, blobs }: { plan: Plan; principal: string; blobs: Map<string, string> },
): Promise<Operation> {
  const now = engine.clock();
  const ttl = engine.approvalTtl ?? (plan.steps.length <= manySteps ? 10 * minute : 24 * 60 * minute);
  const expiresAt = new Date(now.getTime() + ttl).toISOString();
  const event: OperationEvent = { type: 'proposed', plan, digest: digestOf(plan), principal, expiresAt };
  const operation = foldOperation(engine.newId(), undefined, { seq: 1, at: now.toISOString(), ...event });
  // Others proposed while this was planned: the last word is said in the transaction that stores it.
  const admit = (within: OperationsStore) => refuseWhenTooManyWait(engine, { principal, store: within });
  await engine.journal.create({ operation, event, blobs, admit });
  return operation;
}

function sidesOf({ connections }: Caller) {
  const find = (side: string) => connections.find(({ identity }) => identity.side === side);
  const [source, target] = [find('source'), find('target')];
  if (source && target && source.identity.deployment === target.identity.deployment) {
    throw new OperationRefused(
      'wrong-connection',
      'Source and target are the same deployment. Connect two different ones, then ask again.',
    );
  }
  return { only: find('only')?.sisense, source: source?.sisense, target: target?.sisense };
}

function secretsOf(tool: ChangeTool): SecretField[] {
  return tool.secrets ?? [];
}

function fieldsFor(steps: Step[], known: SecretField[]): SecretField[] {
  const names = [...new Set(steps.flatMap(({ secrets }) => secrets))];
  return names.map((name) => known.find((field) => field.name === name) ?? { name, label: name, required: true });
}
