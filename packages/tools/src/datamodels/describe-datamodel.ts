import { tablesOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { lastBuiltOrPublished, modelType } from './model-type.ts';

export const describeDatamodel = readTool({
  id: 'datamodel.describe_datamodel',
  title: 'Tables of a data model',
  description: 'Lists the tables of one data model with dataset, connection and provider.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Describe the data model Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'Which tables does Sales have?', input: { datamodel_name: 'Sales' } },
    { ask: 'Which connection does Sales use?', input: { datamodel_name: 'Sales' } },
  ],
  tags: ['datamodels', 'tables'],
  row: z.looseObject({
    datamodel_name: z.string().nullable(),
    datamodel_id: z.string(),
    dataset_name: z.string().nullable(),
    connection_name: z.string().nullable(),
    table_name: z.string(),
    table_type: z.string().nullable(),
  }),
  columns: [
    { key: 'table_name', title: 'Table', kind: 'text' },
    { key: 'table_type', title: 'Kind', kind: 'text' },
    { key: 'column_count', title: 'Columns', kind: 'number' },
    { key: 'dataset_name', title: 'Dataset', kind: 'text' },
    { key: 'connection_name', title: 'Connection', kind: 'text' },
    { key: 'provider', title: 'Provider', kind: 'text' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    return {
      rows: tablesOf(model).map(({ dataset, table }) => ({
        datamodel_name: model.title ?? null,
        datamodel_id: model.oid,
        datamodel_type: modelType(model),
        datamodel_last_build_publish: lastBuiltOrPublished(model),
        datamodel_last_updated: model.lastUpdated ?? null,
        dataset_id: dataset.oid,
        dataset_name: dataset.name ?? null,
        provider: dataset.connection?.provider ?? null,
        connection_name: dataset.connection?.name ?? null,
        table_name: table.name,
        table_type: table.type ?? dataset.type ?? null,
        column_count: (table.columns ?? []).length,
      })),
    };
  },
});
