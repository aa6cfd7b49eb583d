import type { Clock } from '../src/http/clock.ts';
import type { NamedEndpoint } from '../src/http/request.ts';
import { fastClock } from './fast-clock.ts';
import { faults } from './fault-kinds.ts';
import { type Asked, type Reply, startTestServer, type TestServer } from './server.ts';

export const positions = ['first', 'middle', 'last'] as const;
export type Position = (typeof positions)[number];

export interface Cell {
  kind: string;
  endpoint: NamedEndpoint;
  position: Position;
}

/** Every fault at every position of a sequence of every endpoint for which it is a fault. */
export function everyCell(endpoints: NamedEndpoint[]): Cell[] {
  return Object.entries(faults).flatMap(([kind, fault]) =>
    endpoints
      .filter((endpoint) => !fault.not?.(endpoint))
      .flatMap((endpoint) => positions.map((position) => ({ kind, endpoint, position }))),
  );
}

/** A fixed share in which every endpoint comes once, and every kind and position about as often as the others. */
export function shareOf(endpoints: NamedEndpoint[]): Cell[] {
  const used = new Map(Object.keys(faults).map((kind) => [kind, 0]));
  return endpoints.map((endpoint, at) => {
    const fitting = [...used].filter(([kind]) => !faults[kind]?.not?.(endpoint));
    const [kind, times] = fitting.reduce((least, one) => (one[1] < least[1] ? one : least));
    used.set(kind, times + 1);
    return { kind, endpoint, position: positions[(at + times) % positions.length] ?? 'first' };
  });
}

/** One server for many cells at once: each has a path of its own, as tenants have. */
export interface CellServer extends TestServer {
  open(name: string): { origin: string; asked: Asked[]; reply: Reply };
}

export async function startCellServer(): Promise<CellServer> {
  const cells = new Map<string, { asked: Asked[]; reply: Reply }>();
  const server = await startTestServer((response, asked) => {
    const cell = cells.get(asked.url.split('/')[1] ?? '');
    server.asked = [];
    cell?.asked.push(asked);
    cell?.reply(response, asked, cell.asked.length);
  });
  const open = (name: string) => {
    const cell = {
      asked: [],
      reply: () => {},
      origin: `http://sisense.example:${new URL(server.origin).port}/${name}`,
    };
    cells.set(name, cell);
    return cell;
  };
  return Object.assign(server, { open });
}

/** Pauses take no time; a deadline, which is longer than any pause, comes after `deadlineMs` of real time. */
export function cellClock(deadlineMs: number): Clock {
  const fast = fastClock();
  return {
    ...fast,
    sleep: (ms, signal) =>
      ms <= 60_000
        ? fast.sleep(ms, signal)
        : new Promise((resolve, reject) => {
            const timer = setTimeout(resolve, deadlineMs);
            const end = () => {
              clearTimeout(timer);
              reject(signal?.reason);
            };
            signal?.addEventListener('abort', end, { once: true });
          }),
  };
}

/** Does all of it, so many at a time. */
export async function eachOf<Item>(
  items: readonly Item[],
  { atOnce, run }: { atOnce: number; run: (item: Item, at: number) => Promise<void> },
): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await run(item, at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
