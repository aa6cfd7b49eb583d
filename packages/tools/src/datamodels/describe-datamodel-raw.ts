import { z } from 'zod';
import { readTool } from '../tool.ts';
import { lastBuiltOrPublished, modelType } from './model-type.ts';

const dataset = z.looseObject({
  dataset_id: z.string(),
  dataset_name: z.string().nullable(),
  provider: z.string().nullable(),
  connection_name: z.string().nullable(),
  tables: z.array(z.looseObject({ table_name: z.string(), table_type: z.string().nullable() })),
});

export const describeDatamodelRaw = readTool({
  id: 'datamodel.describe_datamodel_raw',
  title: 'Outline of a data model',
  description: 'Shows one data model as an outline: its datasets, their connections and the tables in them.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Outline the data model Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'When was Sales built last?', input: { datamodel_name: 'Sales' } },
    { ask: 'Which datasets does Sales have?', input: { datamodel_name: 'Sales' } },
  ],
  tags: ['datamodels', 'tables'],
  item: z.looseObject({
    name: z.string().nullable(),
    id: z.string(),
    type: z.string().nullable(),
    datamodel_last_build_publish: z.string().nullable(),
    datamodel_last_updated: z.string().nullable(),
    datasets: z.array(dataset),
  }),
  columns: [],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    return {
      item: {
        name: model.title ?? null,
        id: model.oid,
        type: modelType(model),
        datamodel_last_build_publish: lastBuiltOrPublished(model),
        datamodel_last_updated: model.lastUpdated ?? null,
        datasets: (model.datasets ?? []).map((dataset) => ({
          dataset_id: dataset.oid,
          dataset_name: dataset.name ?? null,
          provider: dataset.connection?.provider ?? null,
          connection_name: dataset.connection?.name ?? null,
          tables: (dataset.schema?.tables ?? []).map(({ name, type }) => ({
            table_name: name,
            table_type: type ?? dataset.type ?? null,
          })),
        })),
      },
    };
  },
});
