import { columnsOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getDatamodelColumns = readTool({
  id: 'access.get_datamodel_columns',
  title: 'Columns of a data model',
  description: 'Lists every column of one data model with its table.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'List the columns of Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'How many columns does Sales have?', input: { datamodel_name: 'Sales' } },
    { ask: 'In which tables of Sales is there a column Region?', input: { datamodel_name: 'Sales' } },
  ],
  tags: ['datamodels', 'columns'],
  row: z.looseObject({
    datamodel_id: z.string(),
    datamodel_name: z.string().nullable(),
    table: z.string(),
    column: z.string(),
  }),
  columns: [
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'column', title: 'Column', kind: 'text' },
    { key: 'datamodel_name', title: 'Data model', kind: 'text' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    return {
      rows: columnsOf(model).map(({ table, column }) => ({
        datamodel_id: model.oid,
        datamodel_name: model.title ?? null,
        table,
        column,
      })),
    };
  },
});
