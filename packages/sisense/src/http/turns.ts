/** Longest piece of work between two looks at the network, in milliseconds. */
const sliceMs = 2;

let last: Promise<void> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that nobody else waits for here: what arrived meanwhile is taken first, and requests
 * that wait for a connection go out.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
  return last;
}

/** For work in many small steps: lets others in whenever it took long enough. */
export function turnTaker(): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return ownTurn().then(() => {
      until = performance.now() + sliceMs;
    });
  };
}
