import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../clock.ts';
import { aggregate } from '../aggregate.ts';
import { truncated } from '../dates.ts';
import type { Value } from '../table-rows.ts';

type Given = string | number | bigint | null | Uint8Array;

const textIn = (value: Given | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
const stampOf = (date: Date): string => date.toISOString().slice(0, 19);

function dateIn(value: Given | undefined): Date | undefined {
  const text = textIn(value);
  const time = text === null ? Number.NaN : Date.parse(text.includes('T') ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : new Date(time);
}

const parts: Record<string, (date: Date) => number> = {
  year: (date) => date.getUTCFullYear(),
  quarter: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
};

const shortNames: Record<string, string> = {
  yy: 'year',
  qq: 'quarter',
  mm: 'month',
  dd: 'day',
  wk: 'week',
  hh: 'hour',
  mi: 'minute',
  ss: 'second',
};
const lengths: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
};
const monthsIn: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const fullName = (part: Given | undefined): string => {
  const name = String(part).toLowerCase();
  return shortNames[name] ?? name;
};

function added(part: string, of: { date: Date | undefined; by: number }): string | null {
  const { date, by } = of;
  if (date === undefined) return null;
  const months = monthsIn[part];
  if (months === undefined) return stampOf(new Date(date.getTime() + by * (lengths[part] ?? 0)));
  const moved = new Date(date);
  moved.setUTCMonth(moved.getUTCMonth() + months * by);
  return stampOf(moved);
}

function between(part: string, { from, to }: { from: Date | undefined; to: Date | undefined }): number | null {
  if (from === undefined || to === undefined) return null;
  const months = monthsIn[part];
  if (months === undefined) return Math.floor((to.getTime() - from.getTime()) / (lengths[part] ?? 1));
  const whole = (date: Date) => Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months);
  return whole(to) - whole(from);
}

/** What Sisense's SQL has and SQLite has not; they are looked up without case. */
export function addSqlFunctions(db: DatabaseSync, clock: Clock): void {
  addDateFunctions(db, clock);
  db.function('truncated', (date, level) => (date === null ? null : truncated(String(date), String(level))));
  db.function('left', (text, count) => textIn(text)?.slice(0, Number(count)) ?? null);
  db.function('right', (text, count) => (Number(count) > 0 ? (textIn(text)?.slice(-Number(count)) ?? null) : ''));
  db.function('tostring', (value) => textIn(value));
  db.function('toint', (value) => (value === null ? null : Math.trunc(Number(value))));
  db.function('todouble', (value) => (value === null ? null : Number(value)));
  for (const name of ['median', 'stdev', 'stdevp', 'var', 'varp', 'mode']) {
    const gathered = new Map<number, Value[]>();
    let started = 0;
    db.aggregate<number>(name, {
      start: () => {
        started += 1;
        gathered.set(started, []);
        return started;
      },
      step: (at, value) => {
        if (typeof value === 'number' || typeof value === 'string') gathered.get(at)?.push(value);
        return at;
      },
      result: (at) => {
        const values = gathered.get(at) ?? [];
        gathered.delete(at);
        return numberOrText(aggregate(name, values));
      },
    });
  }
}

const numberOrText = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value);

function addDateFunctions(db: DatabaseSync, clock: Clock): void {
  for (const [part, of] of Object.entries(parts)) {
    const partOf = (value: Given | undefined) => {
      const date = dateIn(value);
      return date === undefined ? null : of(date);
    };
    db.function(part, (value) => partOf(value));
    db.function(`get${part}`, (value) => partOf(value));
    db.function(`${part}diff`, (to, from) => between(part, { from: dateIn(from), to: dateIn(to) }));
    db.function(`add${part}s`, (date, by) => added(part, { date: dateIn(date), by: Number(by) }));
  }
  db.function('datepart', (part, value) => {
    const date = dateIn(value);
    return date === undefined ? null : (parts[fullName(part)]?.(date) ?? null);
  });
  db.function('dateadd', (part, by, date) => added(fullName(part), { date: dateIn(date), by: Number(by) }));
  db.function('datediff', (part, from, to) => between(fullName(part), { from: dateIn(from), to: dateIn(to) }));
  db.function('createdate', (year, month, day) =>
    stampOf(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))),
  );
  db.function('currentdate', () => `${clock.stamp().slice(0, 10)}T00:00:00`);
}
