import type { Datamodel, Dataset } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { createTableStep } from './model-steps.ts';
import { modelType } from './model-type.ts';
import { buildBehaviour, tableStep } from './table-plan.ts';

export const createTable = changeTool({
  id: 'datamodel.create_table',
  title: 'Add table',
  description: 'Adds a table of the data source, with all its columns, to one data model.',
  destructive: false,
  idempotent: false,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    table_name: z.string().min(1).describe('In the data source'),
    database_name: z.string().optional(),
    schema_name: z.string().optional(),
    dataset_id: z.string().optional().describe('Id or name; needed where there are several'),
    import_query: z.string().optional().describe('SQL in place of the whole table'),
    description: z.string().default(''),
    tags: z.array(z.string()).optional(),
    build_behavior_config: buildBehaviour.optional(),
  }),
  examples: [
    {
      ask: 'Add a table called "top_customers" in datamodel "ecommerce_db"',
      input: { datamodel_name: 'ecommerce_db', table_name: 'top_customers' },
    },
    {
      ask: 'Add top_customers to ecommerce_db with large ones only',
      input: {
        datamodel_name: 'ecommerce_db',
        table_name: 'top_customers',
        import_query: 'SELECT * FROM top_customers WHERE lifetime_value > 10000',
      },
    },
    {
      ask: 'Add top_customers to ecommerce_db, growing by last_order',
      input: {
        datamodel_name: 'ecommerce_db',
        table_name: 'top_customers',
        build_behavior_config: { mode: 'increment', column_name: 'last_order' },
      },
    },
  ],
  tags: ['datamodels', 'tables'],
  steps: [createTableStep],
  plan: async (input, { sisense, signal }) => {
    const model = await sisense.datamodels.get(input.datamodel_name, { signal });
    const dataset = pickDataset(model, input.dataset_id);
    const database = input.database_name ?? dataset.database;
    const schema = input.schema_name ?? dataset.schemaName;
    const source = dataset.connection?.oid ?? dataset.connection?.name;
    if (!source)
      throw new Refusal(`The dataset ${quoted(dataset.name ?? dataset.oid)} has no connection to read a table from.`);
    if (!database || !schema)
      throw new Refusal('Say in which database and schema the table is: "database_name", "schema_name".', 'invalid');
    const connection = await sisense.connections.resolve(source, { signal });
    const wanted = {
      name: input.table_name,
      database,
      schema,
      importQuery: input.import_query,
      description: input.description,
      tags: input.tags,
      behaviour: input.build_behavior_config,
    };
    const isExtract = modelType(model) !== 'live';
    const step = await tableStep(wanted, {
      model: model.oid,
      dataset: dataset.oid,
      isExtract,
      connection,
      sisense,
      signal,
    });
    const twin = (dataset.schema?.tables ?? []).some(({ name }) => name === input.table_name);
    return {
      summary: `Add table ${input.table_name} to ${model.title ?? model.oid}`,
      steps: [step],
      warnings: twin ? ['The dataset has a table of this name already.'] : [],
    };
  },
});

function pickDataset(model: Datamodel, wanted: string | undefined): Dataset {
  const datasets = (model.datasets ?? []).filter(({ connection }) => wanted !== undefined || connection);
  const found = wanted === undefined ? datasets : datasets.filter(({ oid, name }) => oid === wanted || name === wanted);
  const [dataset] = found;
  if (dataset === undefined)
    throw new Refusal('The data model has no such dataset: add one first (datamodel.create_dataset).', 'not-found');
  if (found.length === 1) return dataset;
  const names = found.map(({ oid, name }) => `${name ?? ''} (${oid})`).join(', ');
  throw new Refusal(`The data model has several datasets: say which one with "dataset_id": ${names}.`, 'ambiguous');
}
