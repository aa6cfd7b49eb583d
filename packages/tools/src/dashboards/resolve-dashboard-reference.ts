import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';

export const resolveDashboardReference = readTool({
  id: 'dashboard.resolve_dashboard_reference',
  title: 'Find dashboard id',
  description: 'Finds the id and title of one dashboard from either; several with one title are all named.',
  input: z.object({ dashboard_ref: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'What is the id of Sales Overview?', input: { dashboard_ref: 'Sales Overview' } },
    { ask: 'Which dashboard is Online Revenue?', input: { dashboard_ref: 'Online Revenue' } },
    { ask: 'Does a dashboard Nothing Here exist?', input: { dashboard_ref: 'Nothing Here' } },
  ],
  tags: ['dashboards'],
  item: z.object({
    success: z.boolean(),
    status_code: z.int(),
    dashboard_id: z.string().nullable(),
    dashboard_title: z.string().nullable(),
    error: z.string().nullable(),
    matches: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  columns: [],
  run: async ({ dashboard_ref }, { sisense, signal }) => {
    try {
      const { oid, title } = await sisense.dashboards.resolve(dashboard_ref, { signal });
      return {
        item: {
          success: true,
          status_code: 200,
          dashboard_id: oid,
          dashboard_title: title ?? null,
          error: null,
          matches: [],
        },
      };
    } catch (error) {
      if (!(error instanceof SisenseError) || (error.code !== 'not-found' && error.code !== 'ambiguous')) throw error;
      const none = { dashboard_id: null, dashboard_title: null, error: error.message };
      const status = error.code === 'ambiguous' ? 409 : 404;
      return { item: { success: false, status_code: status, ...none, matches: error.details.matches ?? [] } };
    }
  },
});
