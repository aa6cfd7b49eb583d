/** The world's time: what was injected, plus what a test has let pass. */
export interface Clock {
  now(): Date;
  /** `2026-06-01T08:00:00.000Z` */
  stamp(): string;
  advance(milliseconds: number): void;
}

export function createClock(now: () => Date): Clock {
  let passed = 0;
  const current = () => new Date(now().getTime() + passed);
  return {
    now: current,
    stamp: () => current().toISOString(),
    advance: (milliseconds) => {
      passed += milliseconds;
    },
  };
}
