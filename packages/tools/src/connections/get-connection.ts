import { z } from 'zod';
import { readTool } from '../tool.ts';
import { connectionColumns, connectionRow, toConnectionRow } from './connection-row.ts';

export const getConnection = readTool({
  id: 'datamodel.get_connection',
  title: 'Find connection',
  description: 'Shows one connection to a data source, without its password or key.',
  input: z.object({ connection_name: z.string().min(1).describe('Name or id') }),
  examples: [
    { ask: 'Show the connection Finance ledger', input: { connection_name: 'Finance ledger' } },
    { ask: 'To which server does Commerce warehouse go?', input: { connection_name: 'Commerce warehouse' } },
    { ask: 'What is the id of the connection Telemetry lake?', input: { connection_name: 'Telemetry lake' } },
  ],
  tags: ['connections'],
  row: connectionRow,
  columns: connectionColumns,
  run: async ({ connection_name }, { sisense, signal }) => ({
    rows: [toConnectionRow(await sisense.connections.resolve(connection_name, { signal }))],
  }),
});
