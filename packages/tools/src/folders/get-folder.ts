import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { findFolder } from './find-folder.ts';

export const getFolder = readTool({
  id: 'folder.get_folder_id',
  title: 'Find folder',
  description: 'Shows one folder, found by id or exact name.',
  input: z.object({ folder_id: z.string().min(1).describe('Id or name') }),
  examples: [
    { ask: 'Show the folder Finance', input: { folder_id: 'Finance' } },
    { ask: 'What is the id of the folder Marketing?', input: { folder_id: 'Marketing' } },
    { ask: 'When was the folder Sandbox created?', input: { folder_id: 'Sandbox' } },
  ],
  tags: ['folders'],
  item: z.looseObject({ oid: z.string(), name: z.string() }),
  columns: [],
  run: async ({ folder_id }, { sisense, signal }) => ({
    item: asJson(await findFolder(folder_id, { sisense, signal })),
  }),
});
