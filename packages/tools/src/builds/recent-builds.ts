import { z } from 'zod';
import { readTool } from '../tool.ts';

export const recentBuilds = readTool({
  id: 'builds.recent',
  title: 'Last builds',
  description: 'Lists the last builds, newest first, with state, duration and reason of failure.',
  input: z.object({
    datamodel_name: z.string().optional().describe('Title or id'),
    status: z.enum(['pending', 'building', 'done', 'failed', 'cancelled']).optional(),
    limit: z.int().min(1).max(1000).default(50),
  }),
  examples: [
    { ask: 'Which builds failed lately?', input: { status: 'failed' } },
    { ask: 'Show the last builds of Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'What is building right now?', input: { status: 'building' } },
  ],
  tags: ['builds', 'datamodels'],
  row: z.looseObject({ datamodel: z.string().nullable(), status: z.string().nullable(), oid: z.string() }),
  columns: [
    { key: 'datamodel', title: 'Data model', kind: 'text' },
    { key: 'status', title: 'State', kind: 'text' },
    { key: 'buildType', title: 'Type', kind: 'text' },
    { key: 'started', title: 'Started', kind: 'date' },
    { key: 'seconds', title: 'Seconds', kind: 'number' },
    { key: 'reason', title: 'Reason', kind: 'text' },
    { key: 'oid', title: 'Id', kind: 'id' },
  ],
  run: async ({ datamodel_name, status, limit }, { sisense, signal }) => {
    const model =
      datamodel_name === undefined ? undefined : await sisense.datamodels.resolve(datamodel_name, { signal });
    const builds = await sisense.builds.list({ ...(model ? { datamodelId: model.oid } : {}), signal });
    const wanted = builds
      .filter((build) => status === undefined || build.status === status)
      .toSorted((a, b) => ((a.created ?? '') < (b.created ?? '') ? 1 : -1));
    const rows = wanted.slice(0, limit).map((build) => ({
      datamodel: build.datamodelTitle ?? null,
      status: build.status ?? null,
      buildType: build.buildType ?? null,
      created: build.created ?? null,
      started: build.started ?? null,
      completed: build.completed ?? null,
      seconds: seconds(build.started, build.completed),
      reason: reasonOf(build),
      oid: build.oid,
    }));
    const shown = wanted.length > limit ? [`The last ${limit} of ${wanted.length} builds are shown.`] : [];
    return { rows, notes: [tally(builds), ...shown] };
  },
});

/** How the builds ended, whichever of them were asked for. */
function tally(builds: readonly { status?: string | null | undefined }[]): string {
  if (builds.length === 0) return 'Sisense tells of no builds.';
  const states = [...new Set(builds.map(({ status }) => status ?? 'of unknown state'))].toSorted();
  const told = states.map(
    (state) => `${builds.filter(({ status }) => (status ?? 'of unknown state') === state).length} ${state}`,
  );
  return `Of all ${builds.length} builds that Sisense tells of: ${told.join(', ')}.`;
}

function seconds(from: string | null | undefined, to: string | null | undefined): number | null {
  return from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 1000) : null;
}

/** Why a build failed, under whichever name the server gives it. */
export function reasonOf(build: Record<string, unknown>): string | null {
  const told = ['reason', 'errorMessage', 'error', 'message']
    .map((field) => build[field])
    .find((text) => typeof text === 'string');
  return typeof told === 'string' && told !== '' ? told : null;
}
