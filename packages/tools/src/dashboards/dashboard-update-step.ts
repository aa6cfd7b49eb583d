import { ifFound } from '../if-found.ts';
import { fieldsStep, pickFields } from '../steps/fields-step.ts';

/** Writes fields of one dashboard: title, folder, script. */
export const updateDashboardStep = fieldsStep({
  name: 'dashboard.update',
  read: async ({ id, fields, sisense, signal }) => {
    const dashboard = await ifFound(sisense.dashboards.get(id, { signal }));
    return dashboard === null ? null : pickFields(dashboard, fields);
  },
  write: ({ id, fields, sisense, signal }) => sisense.dashboards.update(id, fields, { signal }),
});
