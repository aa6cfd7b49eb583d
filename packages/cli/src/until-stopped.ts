const forcedAfterMs = 500;

/**
 * Waits for Ctrl-C, SIGTERM or `orUntil`, then closes. A second Ctrl-C ends the process at once; npm repeats the first
 * within milliseconds, so what follows that closely does not count.
 */
export async function untilStopped(close: () => Promise<void>, orUntil?: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    let firstAt: number | undefined;
    const stop = () => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        resolve();
      } else if (now - firstAt > forcedAfterMs) process.exit(130);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    void orUntil?.then(() => resolve());
  });
  await close();
  process.exit(0);
}
