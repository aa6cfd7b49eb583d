import type { Operation } from '@fes-assistant/protocol';
import { startRun } from './carry-out.ts';
import type { Engine } from './engine.ts';
import { newLease } from './lease.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Operations } from './operations.ts';
import {
  loadOperation,
  loadOwn,
  notWaiting,
  refuseWhenChangesAreOff,
  requireConnections,
  requireSecrets,
} from './refusals.ts';
import { take } from './take.ts';
import { stepsToTakeBack } from './undo.ts';

const used = 'This approval was used already: a plan is carried out once. Ask for the change again to do it again.';

/** Consumes the one approval of a proposal and starts to carry it out. Checks first, for the reason; the update decides. */
export async function approve(engine: Engine, request: Parameters<Operations['approve']>[0]): Promise<Operation> {
  const { id, digest, caller, secrets = {}, by = caller.principal } = request;
  const { operation } = await loadOwn(engine, { id, principal: caller.principal });
  await requireWaiting(engine, operation);
  if (digest !== operation.digest) {
    throw new OperationRefused(
      'wrong-digest',
      'What was approved is not the plan that is stored. Look at the plan again, then approve it.',
    );
  }
  refuseWhenChangesAreOff(engine);
  requireConnections(operation.plan, caller);
  requireSecrets(operation.plan.secretFields ?? [], secrets);
  if (operation.plan.undoes !== undefined) {
    await stepsToTakeBack(engine, (await loadOperation(engine, operation.plan.undoes)).operation);
  }
  const lease = newLease(engine);
  const taken = await take(engine, {
    operation,
    events: [{ type: 'approved', by, digest, secrets: Object.keys(secrets) }],
    guard: { states: ['proposed'], notExpiredAt: engine.clock().getTime() },
    lease,
  });
  if (!taken) throw new OperationRefused('already-used', used);
  engine.vault.put(id, secrets);
  startRun(engine, { ...taken, connections: caller.connections });
  return taken.operation;
}

async function requireWaiting(engine: Engine, operation: Operation): Promise<void> {
  if (operation.state === 'declined') throw notWaiting(operation, 'This cannot be approved any more.');
  const current = await expireWhenDue(engine, operation);
  if (current.state === 'expired') {
    throw new OperationRefused(
      'expired',
      'The plan is too old to be approved. Ask for the change again to get a new one.',
    );
  }
  if (current.state !== 'proposed') throw new OperationRefused('already-used', used);
}

/** Journals that a proposal has run out, once someone looks at it. */
export async function expireWhenDue(engine: Engine, operation: Operation): Promise<Operation> {
  if (operation.state !== 'proposed' || Date.parse(operation.expiresAt) > engine.clock().getTime()) return operation;
  await engine.journal.append([{ operation, events: [{ type: 'expired' }], guard: { states: ['proposed'] } }]);
  return (await loadOperation(engine, operation.id)).operation;
}

export async function decline(engine: Engine, request: Parameters<Operations['decline']>[0]): Promise<Operation> {
  const { id, caller } = request;
  const loaded = await loadOwn(engine, { id, principal: caller.principal });
  const operation = await expireWhenDue(engine, loaded.operation);
  if (operation.state === 'declined') return operation;
  const events = [{ type: 'declined' as const, by: caller.principal }];
  const written = await engine.journal.append([{ operation, events, guard: { states: ['proposed'] } }]);
  const now = (await loadOperation(engine, id)).operation;
  if (!written && now.state !== 'declined') throw notWaiting(now, 'Only a proposal can be declined.');
  return now;
}
