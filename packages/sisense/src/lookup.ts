import { SisenseError } from './errors.ts';
import type { NamedEndpoint } from './http/request.ts';
import { quotable } from './http/server-reason.ts';

/** Ends a call when its signal aborts; every method takes it last. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

interface Wanted {
  /** `user`, `dashboard`: as people call it. */
  kind: string;
  wanted: string;
  endpoint: NamedEndpoint;
}

/** Whether text has the form of a Mongo id, as users, groups, roles, dashboards and folders have (rest-api §1.3). */
export function isMongoId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text);
}

/** Whether text has the form of a UUID, as models, connections and builds have (rest-api §1.3). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The one match; none is `not-found`, several are `ambiguous` and listed. */
export function theOnly<T>(found: T[], wanted: Wanted & { describe(item: T): { id: string; name: string } }): T {
  const [first, ...others] = found;
  if (first === undefined) throw notFound(wanted);
  if (others.length === 0) return first;
  const matches = found.map(wanted.describe);
  throw new SisenseError(
    `${found.length} ${wanted.kind}s match "${quotable(wanted.wanted)}"; say which one by its id: ${matches
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}${matches.length > 5 ? ' …' : ''}.`,
    { code: 'ambiguous', request: requestOf(wanted.endpoint), mayHaveHappened: false, matches },
  );
}

/** `not-found`, in words. */
export function notFound({ kind, wanted, endpoint }: Wanted): SisenseError {
  return new SisenseError(`There is no ${kind} "${quotable(wanted)}", or the user of this connection may not see it.`, {
    code: 'not-found',
    request: requestOf(endpoint),
    mayHaveHappened: false,
  });
}

/** `invalid`, before anything was sent. */
export function refusedInput(endpoint: NamedEndpoint, sentence: string): SisenseError {
  return new SisenseError(sentence, { code: 'invalid', request: requestOf(endpoint), mayHaveHappened: false });
}

/**
 * Several ids as one parameter takes them.
 *
 * @throws SisenseError `invalid` for one that would be read as several, or as none
 */
export function joined(
  ids: readonly string[],
  { endpoint, by = ',' }: { endpoint: NamedEndpoint; by?: string },
): string {
  const wrong = ids.find((id) => id === '' || id.includes(by));
  if (wrong !== undefined) throw refusedInput(endpoint, `Nothing was sent: "${quotable(wrong)}" is not an id.`);
  return ids.join(by);
}

/** The answer, or `undefined` where Sisense says that there is none. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SisenseError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Equal without regard to case, surrounding blanks and the form of accents. */
export function sameText(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && fold(one) === fold(other);
}

function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** Those whose name is exactly that; when there are none, those that differ only in case. */
export function byName<T>(items: T[], name: string, nameOf: (item: T) => string | null | undefined): T[] {
  const exact = items.filter((item) => nameOf(item) === name);
  return exact.length > 0 ? exact : items.filter((item) => sameText(nameOf(item), name));
}

function requestOf(endpoint: NamedEndpoint) {
  return { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id };
}
