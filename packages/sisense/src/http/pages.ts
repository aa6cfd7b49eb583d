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
  /** Where more is known than how many items came, as a total that is not reached yet: whether more may follow. */
  hasMore?(read: number): boolean;
  /** Told what each page brought, before the list is known to be whole: a page that is read again is told again. */
  onPage?: ((items: T[]) => void) | undefined;
  /** The list from its other end, where it can be asked for in the opposite order. */
  readFromEnd?(page: Page): Promise<T[]>;
  /** Asks for the last item beside the first page, so that a list of one page is known to be whole without a second look. */
  confirmsEnd?: boolean | undefined;
}

/**
 * Reads a list that comes without a total to its end, or fails; it never gives a part of it.
 *
 * Each page begins with the last item of the page before: when it does not, the list moved, and the reading starts again,
 * three times at most. A server that ignores `limit` gives the whole list at once. A short page that is as long as servers
 * usually cap theirs is followed by one more look. A server that answers it with the same page again ignores `skip`: what
 * it gave is whole if its last item is the first from the other end, and cannot be known to be otherwise. Where
 * `confirmsEnd` asks for that item beside the first page, it ends the reading, or shows a cap of whatever length.
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
  /** How many items the first request asks for, where it must say. */
  asked?: number;
  idOf(item: T): string;
  read(page: Page | undefined): Promise<T[]>;
}): Promise<T[]> {
  const { endpoint, pageSize, asked, idOf, read } = list;
  const whole = await read(undefined);
  if (!mayBeCapped(whole.length)) return whole;
  const next = await read({ skip: whole.length - 1, limit: pageSize }).catch(nothingIfRefused);
  const last = whole.at(-1);
  const follows = next?.[0] !== undefined && last !== undefined && idOf(next[0]) === idOf(last);
  if (!follows && whole.length === asked) throw incomplete(endpoint, 'what follows its first page cannot be read');
  if (!follows || next.length === 1 || whole.length === 1) return whole;
  return readAllPages({ endpoint, pageSize, idOf, read });
}

function nothingIfRefused(error: unknown): undefined {
  if (error instanceof SisenseError && error.code === 'invalid') return undefined;
  throw error;
}

async function readOnce<T>(paging: Paging<T>): Promise<T[] | undefined> {
  const lastOne = paging.confirmsEnd ? lastItem(paging) : undefined;
  const first = { skip: 0, limit: paging.pageSize };
  let items = await paging.read(first);
  const read = new ReadSoFar(paging);
  if (!read.add(items)) return undefined;
  const end = await lastOne;
  if (read.isWhole({ length: items.length, limit: first.limit, end })) return read.all;
  for (let page = 1; page < mostPages; page += 1) {
    const limit = paging.pageSize + 1;
    items = await paging.read({ skip: read.all.length - 1, limit });
    if (!followsOn(read.all, items, paging)) {
      return isSamePage(read.all, items, paging) ? whole(items, paging) : undefined;
    }
    if (!read.add(items.slice(1))) return undefined;
    if (items.length === 1 || read.isWhole({ length: items.length, limit, end })) return read.all;
  }
  throw incomplete(paging.endpoint, `it has more than ${mostPages} pages`);
}

class ReadSoFar<T> {
  readonly all: T[] = [];
  readonly #paging: Paging<T>;
  readonly #seen = new Set<string>();
  #lengthBefore = 0;

  constructor(paging: Paging<T>) {
    this.#paging = paging;
  }

  /** False when one of them came before: the list moved. */
  add(items: T[]): boolean {
    for (const item of items) {
      const id = this.#paging.idOf(item);
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
      this.all.push(item);
    }
    if (items.length > 0) this.#paging.onPage?.(items);
    return true;
  }

  /**
   * Whether nothing follows. The last item of all decides, where it is known and was not given by a server that cannot sort:
   * then it is elsewhere in the list, and it is looked whether more follows.
   */
  isWhole({ length, limit, end }: { length: number; limit: number; end: T | undefined }): boolean {
    const { idOf, hasMore } = this.#paging;
    const last = this.all.at(-1);
    const isFirstPage = length === this.all.length;
    const isCapped = length < limit && mayBeCapped(length);
    const mayGoOn = length === limit || (length > 0 && length === this.#lengthBefore) || isCapped;
    this.#lengthBefore = length;
    if (end !== undefined && last !== undefined) {
      if (idOf(end) === idOf(last)) return true;
      if (isFirstPage || !this.#seen.has(idOf(end))) return false;
    }
    return !mayGoOn && hasMore?.(this.all.length) !== true;
  }
}

/** The last item, where the server tells; what is wrong with the server, the first page shows as well. */
async function lastItem<T>({ readFromEnd }: Paging<T>): Promise<T | undefined> {
  const items = await readFromEnd?.({ skip: 0, limit: 1 }).catch(() => []);
  return items?.[0];
}

/** Whether a list of this length may have been cut off by the server. */
export function mayBeCapped(length: number): boolean {
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
