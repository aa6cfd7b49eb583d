import type { EndpointEffect } from '../endpoint.ts';

interface Waiting {
  effect: EndpointEffect;
  enter: () => void;
}

/** Bounds how many requests, and how many changes among them, are on the wire at once. First come, first served. */
export class Bulkhead {
  readonly #inFlight: number;
  readonly #changes: number;
  readonly #queue: Waiting[] = [];
  #running = 0;
  #changing = 0;

  constructor(limits: { inFlight: number; changesInFlight: number }) {
    this.#inFlight = limits.inFlight;
    this.#changes = limits.changesInFlight;
  }

  get isWaitedFor(): boolean {
    return this.#queue.length > 0;
  }

  /** Resolves with the function that gives the slot back; rejects with the signal's reason, holding nothing. */
  enter(effect: EndpointEffect, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const abandon = () => {
        const at = this.#queue.indexOf(waiting);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        effect,
        enter: () => {
          signal.removeEventListener('abort', abandon);
          resolve(this.#leaver(effect));
        },
      };
      signal.addEventListener('abort', abandon, { once: true });
      this.#queue.push(waiting);
      this.#admit();
    });
  }

  #leaver(effect: EndpointEffect): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running -= 1;
      if (effect === 'change') this.#changing -= 1;
      this.#admit();
    };
  }

  #admit(): void {
    for (let at = 0; at < this.#queue.length && this.#running < this.#inFlight; ) {
      const waiting = this.#queue[at];
      if (waiting === undefined) return;
      if (waiting.effect === 'change' && this.#changing >= this.#changes) {
        at += 1;
        continue;
      }
      this.#queue.splice(at, 1);
      this.#running += 1;
      if (waiting.effect === 'change') this.#changing += 1;
      waiting.enter();
    }
  }
}
