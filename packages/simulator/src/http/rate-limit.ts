import type { Answer } from '../answer.ts';
import type { SimulatorOptions } from '../options.ts';
import { refuse } from '../refuse.ts';

/** Counts requests of a second per caller; real time, as a real gateway does. */
export function createRateLimit(options: SimulatorOptions): (key: string) => Answer | undefined {
  const seen = new Map<string, { second: number; count: number }>();
  return (key) => {
    const perSecond = options.rateLimit;
    if (perSecond <= 0) return undefined;
    const second = Math.floor(performance.now() / 1_000);
    const before = seen.get(key);
    const count = before?.second === second ? before.count + 1 : 1;
    seen.set(key, { second, count });
    if (count <= perSecond) return undefined;
    const { answer } = refuse({ status: 429, code: 429, message: 'Too many requests.' });
    return { ...answer, headers: { 'retry-after': '1' } };
  };
}
