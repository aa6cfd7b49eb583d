import { SisenseError } from '../errors.ts';
import type { NamedEndpoint } from './request.ts';

const mostPages = 2000;
const mostReadings = 3;
const usualCaps = new Set([10, 20, 25, 30, 50, 75, 100, 150, 200, 250, 500, 1000]);

export interface Paging<T> {
  endpoint: NamedEndpoint;
  pageSize: number;
  idOf(item: T): string;
  read(page: { skip: number; limit: number }): Promise<T[]>;
  /** Where the server gives a total: whether it is not reached yet. */
  hasMore?(read: number): boolean;
}

/**
 * Reads a list that comes without a total to its end, or fails; it never gives a part of it.
 *
 * Each page begins with the last item of the page before: when it does not, the list moved (or the server ignores
 * `skip`), and the reading starts again, three times at most. A server that ignores `limit` gives the whole list at
 * once. A short page that is as long as servers usually cap theirs is followed by one more look.
 *
 * @throws SisenseError `unexpected-answer` when the end cannot be reached.
 */
export async function readAllPages<T>(paging: Paging<T>): Promise<T[]> {
  for (let reading = 1; reading <= mostReadings; reading += 1) {
    const items = await readOnce(paging);
    if (items) return items;
  }
  throw incomplete(paging.endpoint, 'its pages do not follow one another');
}

async function readOnce<T>(paging: Paging<T>): Promise<T[] | undefined> {
  const all: T[] = [];
  const seen = new Set<string>();
  let cap = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const overlap = all.length === 0 ? 0 : 1;
    const limit = paging.pageSize + overlap;
    const items = await paging.read({ skip: all.length - overlap, limit });
    const last = all.at(-1);
    if (last !== undefined && (items[0] === undefined || paging.idOf(items[0]) !== paging.idOf(last))) return undefined;
    for (const item of items.slice(overlap)) {
      const id = paging.idOf(item);
      if (seen.has(id)) return undefined;
      seen.add(id);
      all.push(item);
    }
    const hasNext =
      items.length === limit ||
      (items.length > 0 && items.length === cap) ||
      isUsualCap(items.length, limit) ||
      paging.hasMore?.(all.length) === true;
    if (!hasNext || (overlap === 1 && items.length === 1)) return all;
    cap = Math.min(items.length, limit);
  }
  throw incomplete(paging.endpoint, `it has more than ${mostPages} pages`);
}

function isUsualCap(length: number, limit: number): boolean {
  return length < limit && usualCaps.has(length);
}

function incomplete(endpoint: NamedEndpoint, why: string): SisenseError {
  return new SisenseError(`The list could not be read to its end (${why}), so nothing of it was used; try again.`, {
    code: 'unexpected-answer',
    request: { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id },
    mayHaveHappened: false,
  });
}
