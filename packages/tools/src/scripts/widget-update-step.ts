import { ifFound } from '../if-found.ts';
import { fieldsStep, pickFields } from '../steps/fields-step.ts';

/** Writes fields of one widget; `within` is its dashboard. */
export const updateWidgetStep = fieldsStep({
  name: 'widget.update',
  read: async ({ id, within = '', fields, sisense, signal }) => {
    const widget = await ifFound(sisense.widgets.get(within, { widgetOid: id, signal }));
    return widget === null ? null : pickFields(widget, fields);
  },
  write: ({ id, within = '', fields, sisense, signal }) =>
    sisense.widgets.update({ oid: within, widgetOid: id }, fields, { signal }),
});
