import { tablesOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import { readTool } from '../tool.ts';

export const getRowCount = readTool({
  id: 'datamodel.get_row_count',
  title: 'Rows per table',
  description: 'Counts the rows of every table of one data model.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'How many rows does each table of Sales have?', input: { datamodel_name: 'Sales' } },
    { ask: 'What is the largest table of ecommerce_db?', input: { datamodel_name: 'ecommerce_db' } },
    { ask: 'How many rows does Finance have in all?', input: { datamodel_name: 'Finance' } },
  ],
  tags: ['datamodels', 'tables', 'data'],
  row: z.looseObject({ table_name: z.string(), row_count: z.int().nullable(), error: z.string().nullable() }),
  columns: [
    { key: 'table_name', title: 'Table', kind: 'text' },
    { key: 'row_count', title: 'Rows', kind: 'number' },
    { key: 'error', title: 'Why not counted', kind: 'text' },
  ],
  run: async ({ datamodel_name }, { sisense, signal, progress }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    const tables = tablesOf(model).map(({ table }) => table.name);
    let done = 0;
    const rows = await inParallel(tables, {
      each: async (table_name) => {
        const counted = await count(table_name);
        done += 1;
        progress('Counting rows', done, tables.length);
        return counted;
      },
    });
    const total = rows.reduce((sum, { row_count }) => sum + (row_count ?? 0), 0);
    const failed = rows.filter(({ row_count }) => row_count === null).length;
    const of = failed === 0 ? `${tables.length} tables` : `the ${tables.length - failed} tables that could be counted`;
    return { rows, notes: [`${total} rows in ${of}.`] };

    async function count(table_name: string) {
      try {
        const row_count = await sisense.queries.countRows(model.title ?? '', table_name, { signal });
        return { table_name, row_count, error: null };
      } catch (error) {
        signal.throwIfAborted();
        return { table_name, row_count: null, error: explain(error).message };
      }
    }
  },
});
