import { z } from 'zod';
import { stepKind } from '../src/step-kind.ts';
import { changeTool, readTool, type Tool } from '../src/tool.ts';

const removal = stepKind({
  name: 'thing.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async () => null,
  apply: async () => ({}),
  judge: () => 'applied',
  undo: { possible: false, because: 'things do not come back' },
});

/** Small tools that exercise what is derived from a tool, without a deployment. */
export const lookUp: Tool = readTool({
  id: 'access.look_up',
  title: 'Look up a thing',
  description: 'Finds one thing.',
  input: z.object({
    thing_name: z.string().min(1).describe('Name of the thing'),
    max_fields: z.int().min(1).default(20),
    parts: z.array(z.string()).optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    sizes: z.array(z.object({ size: z.enum(['BIG', 'small']), note: z.string().optional() })).optional(),
  }),
  aliases: { name: 'thing_name' },
  examples: [{ ask: 'Find the lamp', input: { thing_name: 'lamp' } }],
  tags: ['things'],
  columns: [{ key: 'name', title: 'Name', kind: 'text' }],
  row: z.looseObject({ name: z.string() }),
  run: async () => ({ rows: [] }),
});

export const remove: Tool = changeTool({
  id: 'access.remove',
  title: 'Remove a thing',
  description: 'Removes one thing.',
  destructive: true,
  idempotent: true,
  steps: [removal],
  input: z.object({ thing_name: z.string(), thing_data: z.record(z.string(), z.unknown()).optional() }),
  examples: [{ ask: 'Remove the lamp', input: { thing_name: 'lamp' } }],
  tags: [],
  plan: async () => ({ summary: 'Remove the lamp', steps: [] }),
});

export const migrate: Tool = changeTool({
  id: 'migration.move',
  title: 'Move things',
  description: 'Moves things.',
  destructive: false,
  idempotent: false,
  input: z.object({}),
  examples: [{ ask: 'Move all', input: {} }],
  tags: [],
  plan: async () => ({ summary: 'Move', steps: [] }),
});

export const sampleTools = [remove, migrate, lookUp];
