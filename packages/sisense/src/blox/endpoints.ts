import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, nothing, text } from '../shapes.ts';

/** A custom action of BloX: `type` is its unique name, `body` its JavaScript (capabilities-1 §2.10). */
export const bloxAction = z.looseObject({ type: z.string(), body: text, snippet: anything });

export const bloxEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/blox/getCustomActions',
    effect: 'read',
    on: 'linux',
    answer: z.array(bloxAction),
    sure: 'client',
    source: 'rest-api §10; capabilities-1 E31',
  }),
  listWindows: endpoint({
    method: 'GET',
    path: '/api/v1/getCustomActions/actions',
    effect: 'read',
    on: 'windows',
    answer: z.array(bloxAction),
    sure: 'client',
    source: 'rest-api §10, §11; capabilities-1 E32',
  }),
  /** An existing `type` is overwritten; a success has an empty body. */
  save: endpoint({
    method: 'POST',
    path: '/api/v1/blox/saveCustomAction',
    effect: 'change',
    on: 'linux',
    body: bloxAction,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §1.5, §10; capabilities-1 E33',
  }),
  delete: endpoint({
    method: 'POST',
    path: '/api/v1/blox/deleteCustomAction',
    effect: 'change',
    on: 'linux',
    body: z.looseObject({ type: z.string() }),
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §10; capabilities-1 E34',
  }),
};
