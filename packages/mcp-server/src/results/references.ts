import type { Json } from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';
import type { Holder, ResultStore } from './result-store.ts';

const reference = /^(\$r\d{1,9})\.rows\[(\*|\d{1,9})\]\.([^.[\]]{1,200})$/;

/** Whether the arguments of a call name earlier results. */
export function hasReferences(value: unknown): boolean {
  if (typeof value === 'string') return reference.test(value);
  if (Array.isArray(value)) return value.some(hasReferences);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasReferences);
}

/**
 * Puts the values in the place of their references: `"$r3.rows[0].oid"` is one value, `"$r3.rows[*].oid"` all of them, in
 * the list it stands in. This comes before a call is checked or planned, so a plan holds values and never references.
 *
 * @throws {Refusal} for a result, row or column that is not there.
 */
export function resolveReferences(
  args: Record<string, unknown>,
  from: { results: ResultStore; holder: Holder },
): Record<string, unknown> {
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') return resolveText(value, from);
    if (Array.isArray(value))
      return value.flatMap((item) => (isSpread(item) ? resolveText(item, from) : [resolve(item)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, resolve(value)]));
}

function isSpread(value: unknown): value is string {
  return typeof value === 'string' && reference.exec(value)?.[2] === '*';
}

function resolveText(text: string, { results, holder }: { results: ResultStore; holder: Holder }): Json {
  const [, handle, place, column] = reference.exec(text) ?? [];
  if (handle === undefined || place === undefined || column === undefined) return text;
  const { rows } = results.find(handle, holder);
  const values = rows.map((row) => (Object.hasOwn(row, column) ? row[column] : undefined));
  if (rows.length > 0 && values.every((value) => value === undefined)) {
    throw new Refusal(`The rows of ${handle} have no column "${column}".`, 'invalid');
  }
  if (place === '*') return values.filter((value) => value !== undefined && value !== null);
  const value = values[Number(place)];
  if (value !== undefined) return value;
  throw new Refusal(
    `The result ${handle} has no row ${place} with a "${column}": it has ${rows.length} rows.`,
    'invalid',
  );
}
