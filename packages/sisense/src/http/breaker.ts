import type { Clock } from './clock.ts';

const window = 20;
const share = 0.5;
const inARow = 5;

/**
 * Leaves a host alone that keeps failing: half of the last 20 requests, or 5 in a row, opens it for `breakMs`; then one
 * probe decides.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #breakMs: number;
  #recent: boolean[] = [];
  #failuresInARow = 0;
  #closedAgainAt = 0;
  #isProbing = false;

  constructor(clock: Clock, breakMs: number) {
    this.#clock = clock;
    this.#breakMs = breakMs;
  }

  /** Milliseconds to wait before a request may go out; 0 lets it go. A request that is let go must report its end. */
  ask(): number {
    if (this.#closedAgainAt === 0) return 0;
    const left = this.#closedAgainAt - this.#clock.now();
    if (left > 0) return left;
    if (this.#isProbing) return this.#breakMs;
    this.#isProbing = true;
    return 0;
  }

  succeeded(): void {
    this.#isProbing = false;
    this.#failuresInARow = 0;
    if (this.#closedAgainAt !== 0) this.#recent = [];
    this.#closedAgainAt = 0;
    this.#remember(true);
  }

  failed(): void {
    const wasProbing = this.#isProbing;
    this.#isProbing = false;
    this.#failuresInARow += 1;
    this.#remember(false);
    if (wasProbing || this.#failuresInARow >= inARow || this.#isMostlyFailing()) {
      this.#closedAgainAt = this.#clock.now() + this.#breakMs;
    }
  }

  /** The request ended without saying anything about the host (cancelled). */
  unknown(): void {
    this.#isProbing = false;
  }

  #remember(ok: boolean): void {
    this.#recent.push(ok);
    if (this.#recent.length > window) this.#recent.shift();
  }

  #isMostlyFailing(): boolean {
    if (this.#recent.length < window) return false;
    return this.#recent.filter((ok) => !ok).length >= window * share;
  }
}
