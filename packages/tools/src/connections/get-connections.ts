import { z } from 'zod';
import { readTool } from '../tool.ts';
import { connectionColumns, connectionRow, toConnectionRow } from './connection-row.ts';

export const getConnections = readTool({
  id: 'datamodel.get_connections',
  title: 'All connections',
  description: 'Lists the connections to data sources, without their passwords and keys.',
  input: z.object({}),
  examples: [
    { ask: 'Which connections are there?', input: {} },
    { ask: 'Which connections go to RedShift?', input: {} },
    { ask: 'Which connections are switched off?', input: {} },
  ],
  tags: ['connections'],
  row: connectionRow,
  columns: connectionColumns,
  run: async (_input, { sisense, signal }) => ({
    rows: (await sisense.connections.list({ signal })).map(toConnectionRow),
  }),
});
