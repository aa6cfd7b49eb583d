import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getElasticubes = readTool({
  id: 'datamodel.get_elasticubes',
  title: 'ElastiCubes',
  description: 'Lists the ElastiCubes and live models with their server; works on Windows and Linux.',
  input: z.object({}),
  examples: [
    { ask: 'List the ElastiCubes', input: {} },
    { ask: 'On which server is each cube?', input: {} },
    { ask: 'Which cubes does this Windows deployment have?', input: {} },
  ],
  tags: ['datamodels'],
  row: z.looseObject({ title: z.string() }),
  columns: [
    { key: 'title', title: 'Data model', kind: 'text' },
    { key: 'type', title: 'Type', kind: 'text' },
    { key: 'server', title: 'Server', kind: 'text' },
    { key: 'fullname', title: 'Full name', kind: 'text' },
  ],
  run: async (_input, { sisense, signal }) => {
    const cubes = await sisense.datamodels.listElasticubes({ signal });
    return { rows: cubes.map((cube) => ({ ...(asJson(cube) as Record<string, never>), title: cube.title })) };
  },
});
