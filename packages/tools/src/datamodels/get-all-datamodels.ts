import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getAllDatamodels = readTool({
  id: 'datamodel.get_all_datamodel',
  title: 'All data models',
  description: 'Lists all data models with type, state, size and last build.',
  input: z.object({}),
  examples: [
    { ask: 'Show me all data models', input: {} },
    { ask: 'Which data models failed to build?', input: {} },
    { ask: 'What is the largest data model?', input: {} },
  ],
  tags: ['datamodels'],
  row: z.looseObject({
    oid: z.string(),
    title: z.string(),
    type: z.string().nullable(),
    status: z.string().nullable(),
    sizeInMb: z.number().nullable(),
    lastBuildTime: z.string().nullable(),
  }),
  columns: [
    { key: 'title', title: 'Data model', kind: 'text' },
    { key: 'type', title: 'Type', kind: 'text' },
    { key: 'status', title: 'State', kind: 'text' },
    { key: 'sizeInMb', title: 'Size (MB)', kind: 'number' },
    { key: 'lastBuildTime', title: 'Last build', kind: 'date' },
    { key: 'oid', title: 'Id', kind: 'id' },
  ],
  run: async (_input, { sisense, signal }) => {
    const models = await sisense.datamodels.listWithState({ signal });
    return {
      rows: models.map((model) => ({
        oid: model.oid,
        title: model.title,
        type: model.type?.toLowerCase() ?? null,
        status: model.status,
        sizeInMb: typeof model.sizeInMb === 'number' ? Math.round(model.sizeInMb * 100) / 100 : null,
        lastBuildTime: model.lastBuildTime ?? null,
        lastPublishTime: model.lastPublishTime ?? null,
        lastUpdated: model.lastUpdated ?? null,
      })),
    };
  },
});
