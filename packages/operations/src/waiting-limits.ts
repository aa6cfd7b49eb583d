import type { Engine } from './engine.ts';
import type { OperationsStore } from './journal/tables.ts';
import { OperationRefused } from './operation-refused.ts';

/** How many proposals may wait for approval at the same time. */
export interface WaitingLimits {
  perPrincipal: number;
  inAll: number;
}

/**
 * More than a person reads before they expire, and few enough that a model in a loop fills neither the store, with plans and
 * the states they were made on, nor the list a person decides from. In all: twenty such people at once.
 */
export const defaultWaitingLimits: WaitingLimits = { perPrincipal: 50, inAll: 1_000 };

/** @throws {OperationRefused} when no further proposal may wait; those that have expired do not count. */
export async function refuseWhenTooManyWait(
  { clock, waitingLimits }: Engine,
  { principal, store }: { principal: string; store: OperationsStore },
): Promise<void> {
  const { own, all } = await countWaiting(store, { principal, at: clock().getTime() });
  if (own >= waitingLimits.perPrincipal) {
    throw new OperationRefused(
      'too-many-waiting',
      `${own} changes that you asked for wait for approval already: approve or decline some of them, then ask again.`,
    );
  }
  if (all >= waitingLimits.inAll) {
    throw new OperationRefused(
      'too-many-waiting',
      `${all} changes wait for approval on this server, which is as many as it keeps: approve or decline some of yours, or ask again in a few minutes.`,
    );
  }
}

async function countWaiting(store: OperationsStore, { principal, at }: { principal: string; at: number }) {
  const { own, all } = await store
    .selectFrom('operations')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('principal', '=', principal).as('own'),
    ])
    .where('state', '=', 'proposed')
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow();
  return { own, all };
}
