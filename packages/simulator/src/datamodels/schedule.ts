import type { Call } from '../call.ts';
import { type JsonObject, listOf } from '../json.ts';
import { refuseProblem } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { refuseBadBody } from './refuse-body.ts';

const buildTypes = ['ACCUMULATE', 'FULL', 'SCHEMA_CHANGES'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Two forms: every so many seconds, or on days of the week at a time, with or without the same as a cron line. */
export function scheduleFrom({ world }: Call, of: { model: DataModel; body: JsonObject }): JsonObject {
  const { body, model } = of;
  if (!buildTypes.includes(String(body.buildType)))
    throw refuseBadBody(`buildType must be one of ${buildTypes.join(', ')}`);
  const isInterval = body.scheduleType === 'Interval' || typeof body.intervalSeconds === 'number';
  if (isInterval) checkInterval(body);
  else checkDays(body);
  if (model.type === 'live')
    throw refuseProblem({ status: 400, title: 'EcmApiError', detail: 'A live model has no build schedule' });
  const oid = world.ids.objectIdOf('schedule', model.oid);
  return { oid, scheduleType: isInterval ? 'Interval' : 'DaysOfWeek', active: true, ...body };
}

function checkInterval({ intervalSeconds }: JsonObject): void {
  if (typeof intervalSeconds !== 'number' || intervalSeconds <= 0)
    throw refuseBadBody('intervalSeconds must be a number above 0');
}

function checkDays({ daysOfWeek, hour, minute, cronString }: JsonObject): void {
  if (daysOfWeek === undefined && cronString === undefined)
    throw refuseBadBody('intervalSeconds or daysOfWeek is required');
  const given = listOf(daysOfWeek);
  if (daysOfWeek !== undefined && (given.length === 0 || !given.every((day) => days.includes(String(day)))))
    throw refuseBadBody(`daysOfWeek must be some of ${days.join(', ')}`);
  if (!isWithin(hour, 23) || !isWithin(minute, 59)) throw refuseBadBody('hour or minute is out of range');
}

const isWithin = (value: unknown, most: number): boolean =>
  value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most);

const day = 86_400_000;

/** When the next build is due; null without a schedule, or when it is switched off. */
export function nextBuildTime(model: DataModel, now: Date): string | null {
  const { schedule } = model;
  if (schedule === null || schedule.active === false) return null;
  if (typeof schedule.intervalSeconds === 'number') {
    const last = typeof model.lastBuildTime === 'string' ? Date.parse(model.lastBuildTime) : now.getTime();
    return new Date(Math.max(last + schedule.intervalSeconds * 1_000, now.getTime())).toISOString();
  }
  const wanted = listOf(schedule.daysOfWeek).map((name) => days.indexOf(String(name)));
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = new Date(now.getTime() + ahead * day);
    date.setUTCHours(Number(schedule.hour ?? 0), Number(schedule.minute ?? 0), 0, 0);
    if (date > now && wanted.includes(date.getUTCDay())) return date.toISOString();
  }
  return null;
}
