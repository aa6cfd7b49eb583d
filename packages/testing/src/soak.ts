import { appendFileSync } from 'node:fs';

/** Whether the full figures run (`npm run test:soak`) and not the share that `npm test` takes. */
export const isSoak = process.env['FES_SOAK'] !== undefined;

/** How many: a share in `npm test`, all of them in the soak. */
export function amount({ share, all }: { share: number; all: number }): number {
  return isSoak ? all : share;
}

export interface Reached {
  /** As in the scoreboard, "T-26". */
  target: string;
  /** What was counted, in a few words. */
  what: string;
  /** What the target asks for, as a person reads it: "≥ 1,000,000". */
  wanted: string;
  got: string | number;
  ok: boolean;
}

/** A line of the scoreboard that the soak prints at its end. In `npm test` it goes nowhere; the test asserts. */
export function reached(line: Reached): void {
  const report = process.env['FES_SOAK'];
  if (report) appendFileSync(report, `${JSON.stringify(line)}\n`);
}
