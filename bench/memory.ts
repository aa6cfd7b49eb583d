/** In mebibytes. */
export interface Memory {
  /** Held by the process now, as the operating system sees it. */
  rss: number;
  /** The most it ever held. */
  peakRss: number;
  /** Alive in the heap, after what nobody needs was collected. */
  heap: number;
}

const mebibyte = 1024 * 1024;

/** Run with `--expose-gc`. */
export function memoryNow(): Memory {
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  return { rss: rss / mebibyte, peakRss: process.resourceUsage().maxRSS / 1024, heap: heapUsed / mebibyte };
}
