import { emptyOk, ok } from '../answer.ts';
import { bodyObject, type RouteAnswerer, type Routes } from '../call.ts';
import { textOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

const list: RouteAnswerer = ({ world }) => ok([...world.bloxActions.values()]);

/** An action of the same type is replaced. The answer has no body. */
const save: RouteAnswerer = (call) => {
  const action = bodyObject(call);
  const type = textOf(action.type);
  if (type === undefined || type === '') throw refuseInvalid('type is required');
  call.world.bloxActions.set(type, action);
  return emptyOk();
};

const remove: RouteAnswerer = (call) => {
  const { type } = bodyObject(call);
  if (!call.world.bloxActions.delete(String(type)))
    throw refuse({ status: 404, code: 404, message: `There is no action ${String(type)}.` });
  return emptyOk();
};

/** One action by its type. */
const get: RouteAnswerer = (call) => {
  const action = call.world.bloxActions.get(String(bodyObject(call).type));
  if (action === undefined) throw refuse({ status: 404, code: 404, message: 'The action was not found.' });
  return ok(action);
};

/**
 * The first three are what newer Linux servers have. The others, of which the last part of the path is free (`actions`,
 * `BloX`), are documented for both systems.
 */
export const bloxRoutes = {
  'GET /api/v1/blox/getCustomActions': { answer: list, on: 'linux' },
  'POST /api/v1/blox/saveCustomAction': { answer: save, on: 'linux', needs: 'designer' },
  'POST /api/v1/blox/deleteCustomAction': { answer: remove, on: 'linux', needs: 'designer' },
  'GET /api/v1/getCustomActions/{path}': { answer: list },
  'POST /api/v1/getActionByType/{path}': { answer: get },
  'POST /api/v1/saveCustomAction/{path}': { answer: save, needs: 'designer' },
  'POST /api/v1/deleteCustomAction/{path}': { answer: remove, needs: 'designer' },
} satisfies Routes;
