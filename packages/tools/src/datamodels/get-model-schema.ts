import { columnsOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { modelType } from './model-type.ts';

export const getModelSchema = readTool({
  id: 'datamodel.get_model_schema',
  title: 'Columns of a data model with types',
  description: 'Lists all tables and columns of one data model with the type of each column.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: "Show all tables and columns in 'Sales' datamodel", input: { datamodel_name: 'Sales' } },
    { ask: 'Which date columns does Sales have?', input: { datamodel_name: 'Sales' } },
    { ask: 'How many columns has each table of Sales?', input: { datamodel_name: 'Sales' } },
  ],
  tags: ['datamodels', 'tables', 'columns'],
  row: z.looseObject({ table_name: z.string(), column_name: z.string(), column_type: z.string() }),
  columns: [
    { key: 'table_name', title: 'Table', kind: 'text' },
    { key: 'column_name', title: 'Column', kind: 'text' },
    { key: 'column_type', title: 'Type', kind: 'text' },
    { key: 'hidden', title: 'Hidden', kind: 'boolean' },
    { key: 'dataset_name', title: 'Dataset', kind: 'text' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    return {
      rows: columnsOf(model).map(({ datasetName, table, column, typeName, isHidden, isKey }) => ({
        datamodel_name: model.title ?? null,
        datamodel_type: modelType(model),
        dataset_name: datasetName,
        table_name: table,
        column_name: column,
        column_type: typeName,
        hidden: isHidden,
        key: isKey,
      })),
    };
  },
});
