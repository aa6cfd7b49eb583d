/** Wakes whoever waits for a name. Holds no messages: those who wake up read what is on disk. */
interface SignalBoard {
  raise(name: string): void;
  /** Resolves at the next `raise(name)`, or when `signal` aborts. */
  next(name: string, signal: AbortSignal): Promise<void>;
}

export function createSignalBoard(): SignalBoard {
  const waiting = new Map<string, Set<() => void>>();
  return {
    raise(name) {
      const all = waiting.get(name);
      waiting.delete(name);
      for (const wake of all ?? []) wake();
    },
    next(name, signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const all = waiting.get(name) ?? new Set();
        waiting.set(name, all);
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          all.delete(wake);
          if (all.size === 0 && waiting.get(name) === all) waiting.delete(name);
          resolve();
        };
        all.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    },
  };
}
