import type { Operation } from '@fes-assistant/protocol';
import { startRun } from './carry-out.ts';
import type { Engine } from './engine.ts';
import { isHeld, newLease } from './lease.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Operations } from './operations.ts';
import { interruptAbandoned } from './recover.ts';
import {
  loadOwn,
  notWaiting,
  refuseWhenChangesAreOff,
  requireConnections,
  requireSecrets,
  secretsStillNeeded,
} from './refusals.ts';
import { take } from './take.ts';

/** Goes on with an interrupted operation, from the first step without an outcome. */
export async function resume(engine: Engine, request: Parameters<Operations['resume']>[0]): Promise<Operation> {
  const { id, caller, secrets = {} } = request;
  const operation = await loadCurrent(engine, { id, principal: caller.principal });
  if (operation.state !== 'interrupted') throw notWaiting(operation, 'Only an interrupted operation can be resumed.');
  refuseWhenChangesAreOff(engine);
  requireConnections(operation.plan, caller);
  requireSecrets(secretsStillNeeded(operation), { ...engine.vault.of(id), ...secrets });
  return goOn(engine, { operation, caller, secrets, events: [], state: 'interrupted' });
}

/** Takes a person's answer to "did this happen?" and goes on. */
export async function decide(engine: Engine, request: Parameters<Operations['decide']>[0]): Promise<Operation> {
  const { id, step, decision, candidate, caller, secrets = {} } = request;
  const operation = await loadCurrent(engine, { id, principal: caller.principal });
  const { question } = operation;
  if (operation.state !== 'needs-decision' || !question) throw notWaiting(operation, 'This operation asks nothing.');
  if (question.step !== step) {
    throw new OperationRefused('not-waiting', `The question is about step ${question.step}, not about step ${step}.`);
  }
  if (candidate !== undefined && !question.candidates.includes(candidate)) {
    throw new OperationRefused('arguments-differ', 'The id given is not one of those that were asked about.');
  }
  refuseWhenChangesAreOff(engine);
  requireConnections(operation.plan, caller);
  requireSecrets(secretsStillNeeded(operation), { ...engine.vault.of(id), ...secrets });
  const decided = {
    type: 'decided' as const,
    step,
    by: caller.principal,
    decision,
    ...(candidate === undefined ? {} : { candidate }),
  };
  return goOn(engine, { operation, caller, secrets, events: [decided], state: 'needs-decision' });
}

interface GoOn {
  operation: Operation;
  caller: Parameters<Operations['resume']>[0]['caller'];
  secrets: Record<string, string>;
  events: Parameters<typeof take>[1]['events'];
  state: 'interrupted' | 'needs-decision';
}

async function goOn(engine: Engine, { operation, caller, secrets, events, state }: GoOn): Promise<Operation> {
  const lease = newLease(engine);
  const guard = { states: [state], notLeasedAt: engine.clock().getTime() };
  const resumed = Array.isArray(events) && events.length === 0;
  const taken = await take(engine, {
    operation,
    events: resumed ? (fence) => [{ type: 'started', fence }] : events,
    guard,
    lease,
  });
  if (!taken)
    throw notWaiting(
      (await loadOwn(engine, { id: operation.id, principal: caller.principal })).operation,
      'Someone else was faster.',
    );
  engine.vault.put(operation.id, secrets);
  startRun(engine, { ...taken, connections: caller.connections });
  return taken.operation;
}

/** What its runner left behind is interrupted first, so that it need not wait for the next start. */
async function loadCurrent(engine: Engine, own: { id: string; principal: string }): Promise<Operation> {
  const { operation, row } = await loadOwn(engine, own);
  if (['approved', 'running'].includes(operation.state) && !isHeld(engine, row)) {
    await interruptAbandoned(engine, { operation, row });
    return (await loadOwn(engine, own)).operation;
  }
  return operation;
}
