import type { Connection } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { StepDraft } from '../step-kind.ts';
import { changeTool } from '../tool.ts';
import { count, quoted } from '../words.ts';
import { modelTypeArgument } from './create-datamodel.ts';
import { createDatasetStep, createModelStep, createTableStep } from './model-steps.ts';
import { buildBehaviour, tableStep, type WantedTable } from './table-plan.ts';

const wantedTable = z.strictObject({
  table_name: z.string().min(1),
  database_name: z.string().optional(),
  schema_name: z.string().optional(),
  import_query: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  build_behavior_config: buildBehaviour.optional(),
});

const setupInput = z.object({
  datamodel_name: z.string().min(1),
  datamodel_type: modelTypeArgument,
  connection_name: z.string().min(1).describe('Name or id'),
  database_name: z.string(),
  schema_name: z.string(),
  tables: z.array(wantedTable).min(1),
  dataset_name: z.string().optional(),
});

export const setupDatamodel = changeTool({
  id: 'datamodel.setup_datamodel',
  title: 'Set up data model',
  description: 'Creates one data model with a dataset and its tables, in one go.',
  destructive: false,
  idempotent: false,
  input: setupInput,

  examples: [
    {
      ask: 'Set up a model Shop with orders and customers of Commerce warehouse',
      input: {
        datamodel_name: 'Shop',
        datamodel_type: 'extract',
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        tables: [{ table_name: 'orders' }, { table_name: 'customers' }],
      },
    },
    {
      ask: 'Set up a live model Shop Live with orders',
      input: {
        datamodel_name: 'Shop Live',
        datamodel_type: 'live',
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        tables: [{ table_name: 'orders' }],
      },
    },
    {
      ask: 'Set up a model Shop Growth with orders growing by order_date',
      input: {
        datamodel_name: 'Shop Growth',
        datamodel_type: 'extract',
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        tables: [{ table_name: 'orders', build_behavior_config: { mode: 'increment', column_name: 'order_date' } }],
      },
    },
  ],
  tags: ['datamodels', 'tables'],
  steps: [createModelStep, createDatasetStep, createTableStep],
  plan: async (input, { sisense, signal }) => {
    const { datamodel_name: title, datamodel_type: type, tables } = input;
    const taken = (await sisense.datamodels.list({ signal })).some(
      (model) => model.title?.toLowerCase() === title.toLowerCase(),
    );
    if (taken) throw new Refusal(`There is a data model ${quoted(title)} already: choose another title.`, 'conflict');
    const connection = await sisense.connections.resolve(input.connection_name, { signal });
    const steps = firstSteps(input, connection);
    const place = {
      model: { outcomeOf: 's1' },
      dataset: { outcomeOf: 's2' },
      isExtract: type === 'extract',
      connection,
      sisense,
      signal,
    };
    for (const table of tables) {
      const database = table.database_name ?? input.database_name;
      const schema = table.schema_name ?? input.schema_name;
      steps.push(await tableStep(toWanted(table, { database, schema }), place));
    }
    return { summary: `Set up ${type} model ${title} with ${count(tables.length, 'table')}`, steps };
  },
});

/** The model and its dataset, on which the steps of the tables stand. */
function firstSteps(input: z.output<typeof setupInput>, connection: Connection): StepDraft[] {
  const { datamodel_name: title, datamodel_type: type, database_name: database, schema_name: schemaName } = input;
  const dataset = input.dataset_name || schemaName;
  return [
    {
      kind: createModelStep.name,
      asset: { type: 'datamodel', name: title },
      argument: { title, type },
      changes: [{ field: 'title', before: null, after: title }],
    },
    {
      kind: createDatasetStep.name,
      asset: { type: 'dataset', name: dataset },
      argument: { model: { outcomeOf: 's1' }, name: dataset, type, connection: connection.oid, database, schemaName },
      changes: [{ field: 'connection', before: null, after: connection.name ?? connection.oid }],
    },
  ];
}

function toWanted(table: z.output<typeof wantedTable>, place: { database: string; schema: string }): WantedTable {
  return {
    ...place,
    name: table.table_name,
    importQuery: table.import_query,
    description: table.description,
    tags: table.tags,
    behaviour: table.build_behavior_config,
  };
}
