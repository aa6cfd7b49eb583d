import { z } from 'zod';
import { readTool } from '../tool.ts';
import { toMetadataRow } from './metadata-row.ts';

export const getDimensions = readTool({
  id: 'metadata.get_datasource_dimensions',
  title: 'Saved filters',
  description: 'Lists the saved filters and dimensions of one data model, or of all.',
  input: z.object({
    datasource: z.string().optional().describe('Title of the data model'),
    ds_full_name: z.string().optional().describe('As localhost/Sales'),
  }),
  examples: [
    { ask: 'Which filters are saved for ecommerce_db?', input: { datasource: 'ecommerce_db' } },
    { ask: 'Show all saved filters', input: {} },
    { ask: 'Saved dimensions of localhost/Sales', input: { ds_full_name: 'localhost/Sales' } },
  ],
  tags: ['metadata', 'datamodels'],
  row: z.looseObject({ oid: z.string().nullable(), title: z.string().nullable(), datasource: z.string().nullable() }),
  columns: [
    { key: 'title', title: 'Title', kind: 'text' },
    { key: 'dim', title: 'Column', kind: 'text' },
    { key: 'filter', title: 'Filter', kind: 'json' },
    { key: 'datasource', title: 'Data model', kind: 'text' },
    { key: 'oid', title: 'Id', kind: 'id' },
  ],
  run: async ({ datasource, ds_full_name: fullname }, { sisense, signal }) => ({
    rows: (await sisense.metadata.dimensions({ datasource, fullname, signal })).map(toMetadataRow),
  }),
});
