/** When a model is built by itself; times are UTC (capabilities-1 §2.4). */
export interface ScheduleWish {
  buildType: 'ACCUMULATE' | 'FULL' | 'SCHEMA_CHANGES';
  /** Every so many seconds … */
  everySeconds?: number;
  /** … or on these days (`SUN` … `SAT`, or `*` for all) at this time. */
  days?: string[];
  hour?: number;
  minute?: number;
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The body of a build schedule (capabilities-1 §4.11).
 *
 * @throws TypeError in one sentence, before anything is sent
 */
export function scheduleBody(wish: ScheduleWish) {
  const { buildType, everySeconds, days, hour, minute } = wish;
  if (everySeconds !== undefined) {
    if (days !== undefined) throw new TypeError('Give either an interval or days, not both.');
    if (!Number.isInteger(everySeconds) || everySeconds <= 0)
      throw new TypeError('The interval must be longer than nothing.');
    return { scheduleType: 'Interval', buildType, intervalSeconds: everySeconds };
  }
  const wanted = daysOf(days ?? []);
  if (!isWithin(hour, 23)) throw new TypeError('The hour must be a whole number from 0 to 23.');
  if (!isWithin(minute, 59)) throw new TypeError('The minute must be a whole number from 0 to 59.');
  const numbers = wanted.map((day) => weekdays.indexOf(day));
  return {
    scheduleType: 'DaysOfWeek',
    cronString: `${minute} ${hour} * * ${numbers.join(',')}`,
    buildType,
    daysOfWeek: wanted,
    hour,
    minute,
  };
}

function daysOf(days: string[]): string[] {
  if (days.length === 0) throw new TypeError('Give an interval, or days with hour and minute.');
  if (days.includes('*')) return weekdays;
  const upper = days.map((day) => day.trim().slice(0, 3).toUpperCase());
  const unknown = days.filter((_, at) => !weekdays.includes(upper[at] ?? ''));
  if (unknown.length > 0)
    throw new TypeError(`Not a day: ${unknown.join(', ')}; write SUN, MON, TUE, WED, THU, FRI, SAT.`);
  return weekdays.filter((day) => upper.includes(day));
}

function isWithin(value: number | undefined, most: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= most;
}
