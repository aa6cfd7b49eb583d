import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';

export const resolveDatamodelReference = readTool({
  id: 'datamodel.resolve_datamodel_reference',
  title: 'Find data model',
  description: 'Finds the id and title of one data model from either.',
  input: z.object({ datamodel_ref: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Which model is Sales?', input: { datamodel_ref: 'Sales' } },
    { ask: 'Is there a data model called sales?', input: { datamodel_ref: 'sales' } },
    { ask: 'Does a data model Nothing Here exist?', input: { datamodel_ref: 'Nothing Here' } },
  ],
  tags: ['datamodels'],
  item: z.object({
    success: z.boolean(),
    status_code: z.int(),
    datamodel_id: z.string().nullable(),
    datamodel_title: z.string().nullable(),
    error: z.string().nullable(),
  }),
  columns: [],
  run: async ({ datamodel_ref }, { sisense, signal }) => {
    try {
      const { oid, title } = await sisense.datamodels.resolve(datamodel_ref, { signal });
      return {
        item: { success: true, status_code: 200, datamodel_id: oid, datamodel_title: title ?? null, error: null },
      };
    } catch (error) {
      if (!(error instanceof SisenseError) || (error.code !== 'not-found' && error.code !== 'ambiguous')) throw error;
      const status_code = error.code === 'ambiguous' ? 409 : 404;
      return { item: { success: false, status_code, datamodel_id: null, datamodel_title: null, error: error.message } };
    }
  },
});
