import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { createDatasetStep } from './model-steps.ts';
import { modelType } from './model-type.ts';

export const createDataset = changeTool({
  id: 'datamodel.create_dataset',
  title: 'Add dataset',
  description: 'Adds a dataset to one data model: a connection with a database and a schema.',
  destructive: false,
  idempotent: false,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    connection_name: z.string().min(1).describe('Name or id'),
    database_name: z.string(),
    schema_name: z.string(),
    dataset_name: z.string().optional().describe('The schema name unless given'),
  }),
  examples: [
    {
      ask: 'Add Commerce warehouse, schema public, to Sales',
      input: {
        datamodel_name: 'Sales',
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
      },
    },
    {
      ask: 'Add a dataset ledger to Finance',
      input: {
        datamodel_name: 'Finance',
        connection_name: 'Finance ledger',
        database_name: 'ledger',
        schema_name: 'public',
        dataset_name: 'ledger',
      },
    },
    {
      ask: 'Connect People to Snowflake retail',
      input: {
        datamodel_name: 'People',
        connection_name: 'Snowflake retail',
        database_name: 'RETAIL',
        schema_name: 'PUBLIC',
      },
    },
  ],
  tags: ['datamodels', 'connections'],
  steps: [createDatasetStep],
  plan: async ({ datamodel_name, connection_name, database_name, schema_name, dataset_name }, { sisense, signal }) => {
    const [model, connection] = await Promise.all([
      sisense.datamodels.resolve(datamodel_name, { signal }),
      sisense.connections.resolve(connection_name, { signal }),
    ]);
    const name = dataset_name || schema_name;
    const type = modelType(model) ?? 'extract';
    const connected = {
      model: model.oid,
      name,
      type,
      connection: connection.oid,
      database: database_name,
      schemaName: schema_name,
    };
    return {
      summary: `Add dataset ${name} to ${model.title ?? model.oid}`,
      steps: [
        {
          kind: createDatasetStep.name,
          asset: { type: 'dataset', name },
          argument: connected,
          changes: [
            { field: 'connection', before: null, after: connection.name ?? connection.oid },
            { field: 'database', before: null, after: database_name },
            { field: 'schema', before: null, after: schema_name },
          ],
        },
      ],
    };
  },
});
