import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, joined, unlessMissing } from '../lookup.ts';
import type { DashboardExport } from './dashboards.ts';

const atOnce = 20;

/**
 * Exports dashboards by id, 20 in one request; one that fails because a dashboard is missing, or because the answer is too
 * large, is halved until it is found.
 */
export async function exportDashboards(
  calls: Calls,
  oids: string[],
  options: CallOptions,
): Promise<Map<string, DashboardExport>> {
  const batches = Array.from({ length: Math.ceil(oids.length / atOnce) }, (_, at) =>
    oids.slice(at * atOnce, (at + 1) * atOnce),
  );
  const answers = await Promise.all(batches.map((batch) => exportBatch(calls, batch, options)));
  return new Map(answers.flat().map((dashboard) => [dashboard.oid, dashboard]));
}

/** One dashboard; without `adminAccess` where that is refused. */
export async function exportDashboard(
  calls: Calls,
  oid: string,
  { signal }: CallOptions,
): Promise<DashboardExport | undefined> {
  try {
    const exported = await exportBatch(calls, [oid], { signal });
    return exported.find((dashboard) => dashboard.oid === oid);
  } catch (error) {
    if (!(error instanceof SisenseError) || error.code !== 'forbidden') throw error;
    return unlessMissing(calls.call(endpoints['dashboards.exportDash'], { path: { oid }, signal }));
  }
}

async function exportBatch(calls: Calls, oids: string[], { signal }: CallOptions): Promise<DashboardExport[]> {
  const endpoint = endpoints['dashboards.export'];
  const query = { dashboardIds: joined(oids, { endpoint }), adminAccess: true };
  const found = await unlessTooMuch(unlessMissing(calls.call(endpoint, { query, signal })), oids);
  if (found || oids.length === 1) return found ?? [];
  const middle = Math.ceil(oids.length / 2);
  const halves = [oids.slice(0, middle), oids.slice(middle)];
  return (await Promise.all(halves.map((half) => exportBatch(calls, half, { signal })))).flat();
}

/** Several together may be larger than an answer may be, and one that is refused must not take the others with it. */
async function unlessTooMuch<T>(asked: Promise<T>, { length }: string[]): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (length > 1 && error instanceof SisenseError && isBodyRefused(error.details.cause)) return undefined;
    throw error;
  }
}

function isBodyRefused(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'BodyRefused';
}
