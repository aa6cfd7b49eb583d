import type { Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import { asJson } from '../steps/fields-step.ts';

const wish = z.object({
  buildType: z.enum(['ACCUMULATE', 'FULL', 'SCHEMA_CHANGES']),
  everySeconds: z.int().optional(),
  days: z.array(z.string()).optional(),
  hour: z.int().optional(),
  minute: z.int().optional(),
});
export type Schedule = z.output<typeof wish>;
const argument = z.object({ id: z.string(), schedule: wish.nullable() });

/** Sets when a model is built by itself, or (`null`) that it is not. */
export const scheduleStep = stepKind<z.output<typeof argument>>({
  name: 'datamodel.schedule',
  action: 'update',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const model = await ifFound(sisense.datamodels.resolve(id, { signal }));
    if (model === null) return null;
    const schedule = await sisense.builds.getSchedule(id, { signal });
    return { schedule: schedule === undefined ? null : asJson(scheduleOf(schedule)) };
  },
  apply: async ({ argument: { id, schedule }, sisense, signal }) => {
    if (schedule === null) await sisense.builds.deleteSchedule(id, { signal });
    else await sisense.builds.setSchedule(id, given(schedule), { signal });
    return { id };
  },
  judge: ({ argument: { schedule }, before, now }) => {
    if (now === null) return 'unknown';
    if (sameSchedule(now, { schedule: asJson(schedule) })) return 'applied';
    return sameSchedule(now, before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier schedule back, or takes the schedule away where there was none',
    steps: ({ argument: { id }, before, after, asset }) => [
      {
        kind: 'datamodel.schedule',
        asset,
        argument: { id, schedule: scheduleIn(before) },
        changes: [{ field: 'schedule', before: scheduleIn(after), after: scheduleIn(before) }],
        state: after,
      },
    ],
  },
});

/** A schedule in one form, whichever of its spellings Sisense answered. */
export function scheduleOf(raw: Record<string, unknown>): Schedule {
  const known = z.looseObject({
    buildType: z.enum(['ACCUMULATE', 'FULL', 'SCHEMA_CHANGES']).catch('ACCUMULATE'),
    intervalSeconds: z.int().optional().catch(undefined),
    daysOfWeek: z.array(z.string()).optional().catch(undefined),
    hour: z.int().optional().catch(undefined),
    minute: z.int().optional().catch(undefined),
  });
  const { buildType, intervalSeconds, daysOfWeek, hour, minute } = known.parse(raw);
  if (intervalSeconds !== undefined && intervalSeconds > 0) return { buildType, everySeconds: intervalSeconds };
  return given({ buildType, days: daysOfWeek, hour, minute });
}

function scheduleIn(state: Json): Json {
  return state !== null && typeof state === 'object' && !Array.isArray(state) ? (state['schedule'] ?? null) : null;
}

function sameSchedule(left: Json, right: Json): boolean {
  const text = (state: Json) => {
    const parsed = wish.safeParse(scheduleIn(state));
    return parsed.success
      ? JSON.stringify([
          parsed.data.buildType,
          parsed.data.everySeconds,
          parsed.data.days?.toSorted(),
          parsed.data.hour,
          parsed.data.minute,
        ])
      : 'none';
  };
  return text(left) === text(right);
}

/** Only what is said: Sisense's client tells an absent field from an empty one. */
function given({ buildType, everySeconds, days, hour, minute }: Schedule) {
  return {
    buildType,
    ...(everySeconds === undefined ? {} : { everySeconds }),
    ...(days === undefined ? {} : { days }),
    ...(hour === undefined ? {} : { hour }),
    ...(minute === undefined ? {} : { minute }),
  };
}
