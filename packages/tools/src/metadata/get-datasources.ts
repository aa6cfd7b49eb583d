import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getDatasources = readTool({
  id: 'metadata.get_datasources',
  title: 'Data sources for queries',
  description: 'Lists what the connected user can query: extract and live data models.',
  input: z.object({}),
  examples: [
    { ask: 'What can I query?', input: {} },
    { ask: 'Which data sources are live?', input: {} },
    { ask: 'What is the full name of Sales?', input: {} },
  ],
  tags: ['metadata', 'datamodels', 'queries'],
  row: z.looseObject({ title: z.string().nullable(), fullname: z.string().nullable(), live: z.boolean() }),
  columns: [
    { key: 'title', title: 'Title', kind: 'text' },
    { key: 'fullname', title: 'Full name', kind: 'text' },
    { key: 'live', title: 'Live', kind: 'boolean' },
    { key: 'address', title: 'Server', kind: 'text' },
    { key: 'database', title: 'Database', kind: 'text' },
    { key: 'id', title: 'Id', kind: 'id' },
  ],
  run: async (_input, { sisense, signal }) => ({
    rows: (await sisense.queries.datasources({ signal })).map((source) => ({
      title: source.title ?? null,
      fullname: source.fullname ?? null,
      live: source.live ?? false,
      address: source.address ?? null,
      database: source.database ?? null,
      id: source.id ?? null,
    })),
  }),
});
