import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';

const argument = z.object({ id: z.string(), force: z.boolean(), adminAccess: z.boolean() });

/**
 * Shows recipients the present state of a dashboard. Its only trace is the date of the last publishing, which Sisense tells
 * in exports alone.
 */
export const publishStep = stepKind<z.output<typeof argument>>({
  name: 'dashboard.publish',
  action: 'run',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const dashboard = await ifFound(sisense.dashboards.export(id, { signal }));
    return dashboard === null ? null : { lastPublish: dashboard.lastPublish ?? null };
  },
  apply: async ({ argument: { id, force, adminAccess }, sisense, signal }) => {
    await sisense.dashboards.publish(id, { force, adminAccess, signal });
    return { id };
  },
  judge: ({ before, now, applied }) => {
    if (now === null) return 'unknown';
    const moved = JSON.stringify(now) !== JSON.stringify(before);
    return applied !== undefined || moved ? 'applied' : 'unknown';
  },
  undo: { possible: false, because: 'what recipients saw before is not kept' },
});
