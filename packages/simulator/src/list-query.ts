import type { Call } from './call.ts';
import { type JsonObject, picked } from './json.ts';

/** `fields`, `sort`, `skip` and `limit` as every v1 and v2 list takes them. The answer has no total. */
export function listed(call: Call, items: JsonObject[]): JsonObject[] {
  const sorted = sortedBy(items, call.query.get('sort'));
  const skip = wholeNumber(call.query.get('skip')) ?? 0;
  const cap = call.options.listCap > 0 ? call.options.listCap : sorted.length;
  const { pageCap } = call.options;
  const limit = Math.min(wholeNumber(call.query.get('limit')) ?? cap, pageCap > 0 ? pageCap : sorted.length);
  const page = sorted.slice(skip, skip + limit);
  return page.map((item) => chosenFields(item, call.query.get('fields')));
}

export function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `a,b` keeps these; `-a` leaves these out. `_id` always comes along on a white list, as Mongo gives it. */
export function chosenFields(item: JsonObject, fields: string | null): JsonObject {
  const names = (fields ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  if (names.length === 0) return item;
  const left = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const kept = names.filter((name) => !name.startsWith('-'));
  return picked(item, (key) => (kept.length > 0 ? kept.includes(key) || key === '_id' : !left.includes(key)));
}

export function sortedBy(items: JsonObject[], sort: string | null): JsonObject[] {
  if (sort === null || sort === '') return items;
  const down = sort.startsWith('-');
  const field = down ? sort.slice(1) : sort;
  return items.toSorted((a, b) => compare(a[field], b[field]) * (down ? -1 : 1));
}

export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a ?? '');
  const right = String(b ?? '');
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
