import { type Ids, isUuid } from '../ids.ts';
import { isObject } from '../json.ts';

/** A file with ids of another kind, or with none: each gets one of its own, wherever it is named. */
export function withUuids(ids: Ids, file: unknown): unknown {
  const known = new Map<string, string>();
  collect(file, (oid) => {
    if (!isUuid(oid) && !known.has(oid)) known.set(oid, ids.uuid());
  });
  return known.size === 0 ? file : renamed(file, known);
}

/** Where ids stand, by the name of the property. */
const names = ['oid', 'dataset', 'table', 'column', 'datamodelOid', 'parentOid'];

function collect(value: unknown, found: (oid: string) => void): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'connection' || key === 'dependencies') continue;
    if (key === 'oid' && typeof inner === 'string') found(inner);
    else collect(inner, found);
  }
}

function renamed(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, known));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const other = typeof inner === 'string' && names.includes(key) ? known.get(inner) : undefined;
    return [key, other ?? (key === 'connection' ? inner : renamed(inner, known))];
  });
  return Object.fromEntries(entries);
}
