import { SisenseError } from '../errors.ts';
import type { NamedEndpoint } from './request.ts';

const mostPages = 2000;
const mostReadings = 3;
/** Lengths at which servers cut lists off; from 1000 on, every multiple of 500. */
const usualCaps = new Set([10, 20, 25, 30, 50, 75, 100, 128, 150, 200, 250, 256, 300, 400, 500, 512, 750]);

export interface Page {
  skip: number;
  limit: number;
}

export interface Paging<T> {
  endpoint: NamedEndpoint;
  pageSize: number;
  idOf(item: T): string;
  read(page: Page): Promise<T[]>;
  /** Where the server gives a total: whether it is not reached yet. */
  hasMore?(read: number): boolean;
  /** The list from its other end, where it can be asked for in the opposite order. */
  readFromEnd?(page: Page): Promise<T[]>;
}

/**
 * Reads a list that comes without a total to its end, or fails; it never gives a part of it.
 *
 * Each page begins with the last item of the page before: when it does not, the list moved, and the reading starts again,
 * three times at most. A server that ignores `limit` gives the whole list at once. A short page that is as long as servers
 * usually cap theirs is followed by one more look. A server that answers it with the same page again ignores `skip`: what
 * it gave is whole if its last item is the first from the other end, and cannot be known to be otherwise.
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

/**
 * A list that no known version of Sisense pages or caps. When it is as long as caps usually are, it is asked for what
 * follows: a server that caps lists has a way to read on. One that refuses `skip`, or ignores it, gave the whole.
 */
export async function readUnpaged<T>(list: {
  endpoint: NamedEndpoint;
  pageSize: number;
  idOf(item: T): string;
  read(page: Page | undefined): Promise<T[]>;
}): Promise<T[]> {
  const { endpoint, pageSize, idOf, read } = list;
  const whole = await read(undefined);
  if (!mayBeCapped(whole.length)) return whole;
  const next = await read({ skip: whole.length - 1, limit: pageSize }).catch(nothingIfRefused);
  const last = whole.at(-1);
  const goesOn = next?.[0] !== undefined && last !== undefined && idOf(next[0]) === idOf(last) && next.length > 1;
  if (!goesOn || whole.length === 1) return whole;
  return readAllPages({ endpoint, pageSize, idOf, read });
}

function nothingIfRefused(error: unknown): undefined {
  if (error instanceof SisenseError && error.code === 'invalid') return undefined;
  throw error;
}

async function readOnce<T>(paging: Paging<T>): Promise<T[] | undefined> {
  const all: T[] = [];
  const seen = new Set<string>();
  let cap = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const overlap = all.length === 0 ? 0 : 1;
    const limit = paging.pageSize + overlap;
    const items = await paging.read({ skip: all.length - overlap, limit });
    if (overlap === 1 && !followsOn(all, items, paging)) {
      return isSamePage(all, items, paging) ? whole(items, paging) : undefined;
    }
    for (const item of items.slice(overlap)) {
      const id = paging.idOf(item);
      if (seen.has(id)) return undefined;
      seen.add(id);
      all.push(item);
    }
    const hasNext = mayGoOn(items.length, { limit, cap }) || paging.hasMore?.(all.length) === true;
    if (!hasNext || (overlap === 1 && items.length === 1)) return all;
    cap = Math.min(items.length, limit);
  }
  throw incomplete(paging.endpoint, `it has more than ${mostPages} pages`);
}

/** Whether more may follow a page of this length: a whole one, one as long as the one before, or one cut off. */
function mayGoOn(length: number, { limit, cap }: { limit: number; cap: number }): boolean {
  return length === limit || (length > 0 && length === cap) || (length < limit && mayBeCapped(length));
}

/** Whether a list of this length may have been cut off by the server. */
function mayBeCapped(length: number): boolean {
  return usualCaps.has(length) || (length >= 1000 && length % 500 === 0);
}

function followsOn<T>(all: T[], [first]: T[], { idOf }: Paging<T>): boolean {
  const last = all.at(-1);
  return first !== undefined && last !== undefined && idOf(first) === idOf(last);
}

function isSamePage<T>(all: T[], items: T[], { idOf }: Paging<T>): boolean {
  return (
    items.length >= all.length && all.every((item, at) => items[at] !== undefined && idOf(items[at]) === idOf(item))
  );
}

/** What a server gave that ignores `skip`, if it can be known to be all. */
async function whole<T>(items: T[], { endpoint, idOf, readFromEnd }: Paging<T>): Promise<T[]> {
  const [end] = (await readFromEnd?.({ skip: 0, limit: 1 })) ?? [];
  const last = items.at(-1);
  const isDouble = new Set(items.map(idOf)).size < items.length;
  if (!isDouble && end !== undefined && last !== undefined && idOf(end) === idOf(last)) return items;
  throw incomplete(
    endpoint,
    `this deployment gives the same ${items.length} items whichever page is asked for, so that there may be more`,
  );
}

/** `unexpected-answer`: the end of a list was not reached. */
export function incomplete(endpoint: NamedEndpoint, why: string): SisenseError {
  return new SisenseError(`The list could not be read to its end (${why}), so nothing of it was used; try again.`, {
    code: 'unexpected-answer',
    request: { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id },
    mayHaveHappened: false,
  });
}
