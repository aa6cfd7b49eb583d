import { Breaker } from './breaker.ts';
import { Bulkhead } from './bulkhead.ts';
import { type Clock, systemClock } from './clock.ts';
import { HeldBytes } from './held-bytes.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { RetryBudget } from './retry.ts';

/**
 * What all clients of one deployment share: how many requests run at once, whether it is left alone for now, and how
 * many retries are still allowed. Give the same gate to several clients of one deployment; each has its own otherwise.
 */
export class Gate {
  readonly bulkhead: Bulkhead;
  readonly breaker: Breaker;
  readonly held: HeldBytes;
  readonly budget = new RetryBudget();

  constructor(options: { limits?: Partial<Limits>; clock?: Clock } = {}) {
    const limits = { ...defaultLimits, ...options.limits };
    this.bulkhead = new Bulkhead(limits);
    this.held = new HeldBytes(limits.largeAnswerBytes);
    this.breaker = new Breaker(options.clock ?? systemClock, limits.breakMs);
  }
}
