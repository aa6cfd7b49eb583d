import type { Operation } from '@fes-assistant/protocol';

/** Nothing more will happen to it, whoever does what. */
export function restsForGood({ state }: Pick<Operation, 'state'>): boolean {
  return state === 'ended' || state === 'declined' || state === 'expired';
}
