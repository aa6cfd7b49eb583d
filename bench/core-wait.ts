import { readFileSync } from 'node:fs';

/** Milliseconds that this process was ready to run and had no core, since it began; 0 where the system does not tell. */
export function coreWaitMs(): number {
  try {
    const [, waited = '0'] = readFileSync('/proc/self/schedstat', 'utf8').split(' ');
    return Number(waited) / 1_000_000;
  } catch {
    return 0;
  }
}
