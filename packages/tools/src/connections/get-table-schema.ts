import { columnTypeName } from '@fes-assistant/sisense';
import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getTableSchema = readTool({
  id: 'datamodel.get_table_schema',
  title: 'Columns of a source table',
  description: 'Lists the columns of a table in a data source, read through one of the connections.',
  input: z.object({
    connection_name: z.string().min(1).describe('Name or id'),
    database_name: z.string(),
    schema_name: z.string(),
    table_name: z.string().min(1),
  }),
  examples: [
    {
      ask: 'Which columns does public.orders have in Commerce warehouse?',
      input: {
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        table_name: 'orders',
      },
    },
    {
      ask: 'Describe the source table customers of Commerce warehouse',
      input: {
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        table_name: 'customers',
      },
    },
    {
      ask: 'Which types do the columns of products have?',
      input: {
        connection_name: 'Commerce warehouse',
        database_name: 'commerce',
        schema_name: 'public',
        table_name: 'products',
      },
    },
  ],
  tags: ['connections', 'tables', 'columns'],
  row: z.looseObject({ columnName: z.string(), type: z.string() }),
  columns: [
    { key: 'columnName', title: 'Column', kind: 'text' },
    { key: 'type', title: 'Type', kind: 'text' },
    { key: 'dbType', title: 'Type code', kind: 'number' },
    { key: 'size', title: 'Size', kind: 'number' },
  ],
  run: async ({ connection_name, database_name, schema_name, table_name }, { sisense, signal }) => {
    const connection = await sisense.connections.resolve(connection_name, { signal });
    const where = { database: database_name, schema: schema_name, table: table_name };
    const columns = await sisense.connections.tableColumns(connection, where, { signal });
    return {
      rows: columns.map((column) => ({
        columnName: column.columnName,
        type: columnTypeName(column.dbType),
        dbType: column.dbType ?? null,
        size: asJson(column['size']),
        precision: asJson(column['precision']),
        scale: asJson(column['scale']),
      })),
    };
  },
});
