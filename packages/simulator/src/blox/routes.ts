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

export const bloxRoutes = {
  'GET /api/v1/blox/getCustomActions': { answer: list, on: 'linux' },
  'POST /api/v1/blox/saveCustomAction': { answer: save, on: 'linux', needs: 'designer' },
  'POST /api/v1/blox/deleteCustomAction': { answer: remove, on: 'linux', needs: 'designer' },
  'GET /api/v1/getCustomActions/actions': { answer: list, on: 'windows' },
  'POST /api/v1/saveCustomAction/actions': { answer: save, on: 'windows', needs: 'designer' },
  'POST /api/v1/deleteCustomAction/actions': { answer: remove, on: 'windows', needs: 'designer' },
} satisfies Routes;
