import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, number, page, text } from '../shapes.ts';

export const pluginAnswer = z.looseObject({
  name: text,
  folderName: z.string(),
  isEnabled: z.boolean(),
  version: anything,
  lastUpdate: text,
});

export const pluginsEndpoints = {
  /** One of the few lists with a total: `count` (rest-api §1.4). */
  list: endpoint({
    method: 'GET',
    path: '/api/v1/plugins',
    effect: 'read',
    query: z.object({
      search: z.string().optional(),
      orderby: z.string().optional(),
      desc: z.boolean().optional(),
      ...page,
    }),
    answer: z.union([z.looseObject({ plugins: z.array(pluginAnswer), count: number }), z.array(pluginAnswer)]),
    sure: 'documented',
    source: 'rest-api §10; capabilities-1 E50, §2.14',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v1/plugins',
    effect: 'change',
    body: z.array(z.looseObject({ folderName: z.string(), isEnabled: z.boolean() })),
    answer: anything,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §10; capabilities-1 E51',
  }),
};
