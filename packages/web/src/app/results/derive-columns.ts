import type { Column, ColumnKind, Json, Row } from '@fes-assistant/protocol';

const sample = 200;

/** The columns a result names; where it names none, those its first rows have, with the kind their values show. */
export function columnsOf(columns: Column[], rows: Row[]): Column[] {
  if (columns.length > 0) return columns;
  const keys = new Set(rows.slice(0, sample).flatMap((row) => Object.keys(row)));
  return [...keys].map((key) => ({ key, title: titleOf(key), kind: kindOf(rows, key) }));
}

/** `lastLogin` → `Last login`, `_id` → `Id`. */
function titleOf(key: string): string {
  const words = key
    .replace(/^_+/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
}

function kindOf(rows: Row[], key: string): ColumnKind {
  const values = rows
    .slice(0, sample)
    .map((row) => row[key] ?? null)
    .filter((value) => value !== null);
  const all = (test: (value: Json) => boolean) => values.length > 0 && values.every(test);
  if (all((value) => typeof value === 'number')) return 'number';
  if (all((value) => typeof value === 'boolean')) return 'boolean';
  if (all(isDateText)) return 'date';
  if (all((value) => Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')))
    return 'list';
  if (values.some((value) => typeof value === 'object')) return 'json';
  if (/(^|_)(id|oid)$/i.test(key) || all((value) => typeof value === 'string' && /^[0-9a-f]{24}$/.test(value)))
    return 'id';
  return 'text';
}

function isDateText(value: Json): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/.test(value);
}
