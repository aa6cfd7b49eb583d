import type { Clock } from '../src/http/clock.ts';

/** Longer sleeps are deadlines: they are waited for, not slept through. */
const longestPause = 60_000;

/** Time that stands still until it is moved on. */
export interface VirtualClock extends Clock {
  /** How many are in a pause that is not over. */
  sleeping: number;
  /** Moves time on, and wakes whose pause is over. */
  advance(ms: number): void;
}

export function virtualClock(random: () => number): VirtualClock {
  let now = Date.parse('2026-01-01T00:00:00.000Z');
  const pauses = new Set<{ until: number; wake: () => void }>();
  const clock: VirtualClock = {
    sleeping: 0,
    now: () => now,
    random,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        if (ms > longestPause) return;
        const pause = { until: now + ms, wake: resolve };
        pauses.add(pause);
        clock.sleeping = pauses.size;
      }),
    advance: (ms) => {
      now += ms;
      for (const pause of pauses) {
        if (pause.until > now) continue;
        pauses.delete(pause);
        pause.wake();
      }
      clock.sleeping = pauses.size;
    },
  };
  return clock;
}
