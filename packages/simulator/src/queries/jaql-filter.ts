import { type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { compare } from '../list-query.ts';
import { periodFrom } from './dates.ts';
import type { Value } from './table-rows.ts';

type Test = (value: Value) => boolean;

const textTests: Record<string, (value: string, wanted: string) => boolean> = {
  startsWith: (value, wanted) => value.startsWith(wanted),
  doesntStartWith: (value, wanted) => !value.startsWith(wanted),
  endsWith: (value, wanted) => value.endsWith(wanted),
  doesntEndWith: (value, wanted) => !value.endsWith(wanted),
  contains: (value, wanted) => value.includes(wanted),
  doesntContain: (value, wanted) => !value.includes(wanted),
  equals: (value, wanted) => value === wanted,
  doesntEqual: (value, wanted) => value !== wanted,
};

const rangeTests: Record<string, (order: number) => boolean> = {
  from: (order) => order >= 0,
  to: (order) => order <= 0,
  fromNotEqual: (order) => order > 0,
  toNotEqual: (order) => order < 0,
};

/** One filter body as a test of a value; every condition in it must hold. Ranking is not a test of one value. */
export function testOf(filter: JsonObject, of: { level: string | undefined; now: Date }): Test {
  const tests = Object.entries(filter).flatMap(([key, wanted]) => conditionOf(key, { wanted, ...of }));
  return (value) => tests.every((test) => test(value));
}

interface Condition {
  wanted: unknown;
  level: string | undefined;
  now: Date;
}

function conditionOf(key: string, of: Condition): Test[] {
  const { wanted } = of;
  const text = textTests[key];
  if (text !== undefined) return [(value) => text(String(value).toLowerCase(), String(wanted).toLowerCase())];
  const range = rangeTests[key];
  if (range !== undefined) return [(value) => value !== null && range(orderOf(value, wanted))];
  switch (key) {
    case 'members':
      return [memberTest(listOf(wanted))];
    case 'exclude': {
      const excluded = testOf(objectOf(wanted), of);
      return [(value) => !excluded(value)];
    }
    case 'and':
      return objectsOf(wanted).map((filter) => testOf(filter, of));
    case 'or': {
      const any = objectsOf(wanted).map((filter) => testOf(filter, of));
      return [(value) => any.some((test) => test(value))];
    }
    case 'last':
    case 'next':
      return [relativeTest(key, { ...of, wanted: objectOf(wanted) })];
    default:
      return [];
  }
}

function memberTest(members: unknown[]): Test {
  const known = new Set(members.map((member) => String(member)));
  return (value) => known.has(String(value));
}

/** Dates and days: `2026-01-31` reaches to the end of that day. */
function orderOf(value: Value, wanted: unknown): number {
  if (typeof value === 'number') return value - Number(wanted);
  return compare(String(value).slice(0, String(wanted).length), String(wanted));
}

/** The last three months, without the one under way unless `offset` says so. */
function relativeTest(key: 'last' | 'next', of: Condition & { wanted: JsonObject }): Test {
  const { wanted, level = 'days', now } = of;
  const count = Number(wanted.count ?? 1);
  const offset = Number(wanted.offset ?? 0);
  const anchor = typeof wanted.anchor === 'string' ? new Date(wanted.anchor) : now;
  const [first, end] = key === 'last' ? [1 - offset - count, 1 - offset] : [offset, offset + count];
  const from = periodFrom(anchor, { level, by: first });
  const until = periodFrom(anchor, { level, by: end });
  return (value) => typeof value === 'string' && value >= from && value < until;
}
