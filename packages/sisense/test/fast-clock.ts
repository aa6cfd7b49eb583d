import type { Clock } from '../src/http/clock.ts';

/** Time that passes only when somebody sleeps up to `longest` ms; longer sleeps (deadlines) wait until they are cancelled. */
export function fastClock({ longest = 60_000, random = 0.5 }: { longest?: number; random?: number } = {}) {
  const slept: number[] = [];
  let now = Date.parse('2026-01-01T00:00:00.000Z');
  const clock: Clock & { slept: number[]; advance(ms: number): void } = {
    slept,
    now: () => now,
    random: () => random,
    advance: (ms) => {
      now += ms;
    },
    sleep: (ms, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (ms <= longest) {
        slept.push(ms);
        now += ms;
        return Promise.resolve();
      }
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  };
  return clock;
}
