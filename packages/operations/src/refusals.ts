import type { Operation, OperationState, Plan, SecretField } from '@fes-assistant/protocol';
import type { Engine } from './engine.ts';
import { JournalDamaged } from './journal/journal-record.ts';
import type { OperationRow } from './journal/tables.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Caller } from './operations.ts';

/** @throws {OperationRefused} where this installation carries out no changes. */
export function refuseWhenChangesAreOff({ changesAllowed }: Engine): void {
  if (changesAllowed) return;
  throw new OperationRefused(
    'changes-off',
    'Changes are switched off here. Whoever runs this server can allow them with PYSISENSE_ALLOW_MUTATIONS=true.',
  );
}

/** The stored operation, its journal checked. */
export async function loadOperation(engine: Engine, id: string): Promise<{ operation: Operation; row: OperationRow }> {
  try {
    const loaded = await engine.journal.load(id);
    if (loaded) return loaded;
  } catch (error) {
    throw damaged(id, error);
  }
  throw unknownOperation();
}

/** For whoever changes an operation: only the principal that proposed it may. */
export async function loadOwn(
  engine: Engine,
  { id, principal }: { id: string; principal: string },
): Promise<{ operation: Operation; row: OperationRow }> {
  const loaded = await loadOperation(engine, id);
  if (loaded.operation.principal === principal) return loaded;
  throw new OperationRefused('wrong-principal', 'Another person asked for this operation. Only they can decide on it.');
}

export function unknownOperation(): OperationRefused {
  return new OperationRefused(
    'unknown-operation',
    'There is no such operation. Check its id, or ask for the change again.',
  );
}

/** Gives a damaged journal its sentence; every other error stays as it is. */
export function damaged(id: string, error: unknown): unknown {
  if (!(error instanceof JournalDamaged)) return error;
  return new OperationRefused(
    'journal-damaged',
    `The journal of operation ${id} is damaged, so nothing is done with it. ${error.message} Restore the data directory from a backup, or ask for the change again.`,
  );
}

/** The caller's live connections must be those that the plan was made on: same deployment, same user, same side. */
export function requireConnections(plan: Plan, { connections }: Caller): void {
  for (const planned of plan.connections) {
    const live = connections.find(({ identity }) => identity.side === planned.side);
    const where = `${planned.deployment} as ${planned.userName}`;
    if (!live) {
      throw new OperationRefused(
        'connection-needed',
        `This operation needs a connection to ${where}. Connect, then try again.`,
      );
    }
    if (live.identity.fingerprint !== planned.fingerprint) {
      throw new OperationRefused(
        'wrong-connection',
        `This operation was planned on ${where}, and you are connected to ${live.identity.deployment} as ${live.identity.userName}. Connect as it was planned, or ask for the change again.`,
      );
    }
  }
}

/** Every required secret must be there, and none that nobody asked for. */
export function requireSecrets(fields: SecretField[], secrets: Record<string, string>): void {
  const missing = fields.filter(({ name, required }) => required && !secrets[name]);
  if (missing.length > 0) {
    const labels = missing.map(({ label }) => label).join(', ');
    throw new OperationRefused(
      'secret-missing',
      `This change needs ${labels}. Type it where you approve, never in the chat.`,
    );
  }
  const unasked = Object.keys(secrets).filter((name) => !fields.some((field) => field.name === name));
  if (unasked.length > 0) {
    throw new OperationRefused(
      'secret-missing',
      'A secret was given that this change does not take. Nothing was done.',
    );
  }
}

/** The secrets that steps without an outcome still need. */
export function secretsStillNeeded({ plan, steps, secrets }: Operation): SecretField[] {
  const open = plan.steps.filter(({ id }) => steps[id]?.outcome === undefined);
  const names = new Set(open.flatMap((step) => step.secrets));
  const given = new Set(secrets);
  return (plan.secretFields ?? [])
    .filter(({ name }) => names.has(name))
    .map((field) => ({ ...field, required: field.required || given.has(field.name) }));
}

const stateWords: Record<OperationState, string> = {
  proposed: 'It still waits for approval.',
  declined: 'It was declined.',
  expired: 'Its approval has expired; ask for the change again.',
  approved: 'It was approved and is about to run.',
  running: 'It is being carried out.',
  interrupted: 'It was interrupted; resume it.',
  'needs-decision': 'It waits for an answer about one step.',
  ended: 'It has ended.',
};

/** One sentence for "not now": what the operation's state is. */
export function notWaiting(operation: Operation, wanted: string): OperationRefused {
  return new OperationRefused('not-waiting', `${wanted} ${stateWords[operation.state]}`);
}
