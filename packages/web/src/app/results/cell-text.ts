import type { ColumnKind, Json } from '@fes-assistant/protocol';
import { exactNumber } from '../shared/numbers.ts';
import { dateWords } from '../shared/wall-time.ts';

/** A value as text: what a cell shows in one line, what a filter looks in, and what its tooltip says. */
export function cellText(value: Json | undefined, kind: ColumnKind): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return kind === 'number' ? exactNumber(value) : String(value);
  if (typeof value === 'string') return kind === 'date' ? dateWords(value) : value;
  if (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** Orders values as a person expects: numbers by size, dates by time, texts with numbers in them by those; blanks last. */
export function compareValues(one: Json | undefined, other: Json | undefined): number {
  const [a, b] = [one ?? null, other ?? null];
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(b) - Number(a);
  return collator.compare(plain(a), plain(b));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
