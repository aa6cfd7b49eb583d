import { z } from 'zod';
import { readTool } from '../tool.ts';
import { toMetadataRow } from './metadata-row.ts';

export const getMeasures = readTool({
  id: 'metadata.get_datasource_measures',
  title: 'Saved formulas',
  description: 'Lists the saved formulas of one data model, or of all.',
  input: z.object({
    datasource: z.string().optional().describe('Title of the data model'),
    ds_full_name: z.string().optional().describe('As localhost/Sales'),
  }),
  examples: [
    { ask: 'Which formulas are saved for Sales?', input: { datasource: 'Sales' } },
    { ask: 'Show all saved formulas', input: {} },
    { ask: 'Formulas of localhost/ecommerce_db', input: { ds_full_name: 'localhost/ecommerce_db' } },
  ],
  tags: ['metadata', 'datamodels'],
  row: z.looseObject({ oid: z.string().nullable(), title: z.string().nullable(), datasource: z.string().nullable() }),
  columns: [
    { key: 'title', title: 'Title', kind: 'text' },
    { key: 'formula', title: 'Formula', kind: 'text' },
    { key: 'context', title: 'Columns', kind: 'json' },
    { key: 'datasource', title: 'Data model', kind: 'text' },
    { key: 'oid', title: 'Id', kind: 'id' },
  ],
  run: async ({ datasource, ds_full_name: fullname }, { sisense, signal }) => ({
    rows: (await sisense.metadata.measures({ datasource, fullname, signal })).map(toMetadataRow),
  }),
});
