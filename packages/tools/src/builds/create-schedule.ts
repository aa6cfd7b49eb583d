import { z } from 'zod';
import { modelType } from '../datamodels/model-type.ts';
import { Refusal } from '../refusal.ts';
import { asJson } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { type Schedule, scheduleOf, scheduleStep } from './schedule-step.ts';

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const input = z.object({
  datamodel_name: z.string().min(1).describe('Title or id'),
  build_type: z.enum(['ACCUMULATE', 'FULL', 'SCHEMA_CHANGES']).default('ACCUMULATE'),
  days: z.array(z.string()).optional().describe('SUN … SAT, or *'),
  hour: z.int().min(0).max(23).optional().describe('UTC'),
  minute: z.int().min(0).max(59).optional(),
  interval_days: z.int().min(0).optional(),
  interval_hours: z.int().min(0).optional(),
  interval_minutes: z.int().min(0).optional(),
});

export const createScheduleBuild = changeTool({
  id: 'access.create_schedule_build',
  title: 'Schedule builds',
  description: 'Schedules the builds of one extract model: on days at a time (UTC), or at an interval.',
  destructive: true,
  idempotent: true,
  input,
  examples: [
    { ask: 'Build Sales every 2 hours', input: { datamodel_name: 'Sales', interval_hours: 2 } },
    {
      ask: 'Build Finance fully on Monday and Friday at 21:30',
      input: { datamodel_name: 'Finance', build_type: 'FULL', days: ['MON', 'FRI'], hour: 21, minute: 30 },
    },
    {
      ask: 'Build ecommerce_db every day at 4',
      input: { datamodel_name: 'ecommerce_db', days: ['*'], hour: 4, minute: 0 },
    },
  ],
  tags: ['datamodels', 'builds'],
  steps: [scheduleStep],
  plan: async (wanted, { sisense, signal }) => {
    const schedule = readSchedule(wanted);
    const model = await sisense.datamodels.resolve(wanted.datamodel_name, { signal });
    const title = model.title ?? model.oid;
    if (modelType(model) === 'live') throw new Refusal(`${quoted(title)} is live: only extract models are built.`);
    const now = await sisense.builds.getSchedule(model.oid, { signal });
    return {
      summary: `Schedule the builds of ${title}: ${scheduleWords(schedule)}`,
      steps: [
        {
          kind: scheduleStep.name,
          asset: { type: 'datamodel', name: title, id: model.oid },
          argument: { id: model.oid, schedule: asJson(schedule) },
          changes: [
            { field: 'schedule', before: now ? scheduleWords(scheduleOf(now)) : null, after: scheduleWords(schedule) },
          ],
        },
      ],
    };
  },
});

function readSchedule(wanted: z.output<typeof input>): Schedule {
  const {
    build_type: buildType,
    days,
    hour,
    minute,
    interval_days = 0,
    interval_hours = 0,
    interval_minutes = 0,
  } = wanted;
  const everySeconds = interval_days * 86_400 + interval_hours * 3600 + interval_minutes * 60;
  if (everySeconds > 0) return { buildType, everySeconds };
  if (!days || days.length === 0 || hour === undefined || minute === undefined) {
    throw new Refusal(
      'Say when to build: "days" with "hour" and "minute", or an interval longer than nothing.',
      'invalid',
    );
  }
  const named = days.includes('*') ? weekdays : days.map((day) => day.trim().slice(0, 3).toUpperCase());
  const unknown = named.find((day) => !weekdays.includes(day));
  if (unknown !== undefined)
    throw new Refusal(`${quoted(unknown)} is not a day: use ${weekdays.join(', ')} or "*".`, 'invalid');
  return { buildType, days: weekdays.filter((day) => named.includes(day)), hour, minute };
}

function scheduleWords({ buildType, everySeconds, days, hour = 0, minute = 0 }: Schedule): string {
  if (everySeconds !== undefined) return `every ${everySeconds / 60} minutes, ${buildType}`;
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return `${(days ?? []).join(', ')} at ${time} UTC, ${buildType}`;
}
