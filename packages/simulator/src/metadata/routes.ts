import { noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { sameDatasource } from '../dashboards/datasource.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

/** `localhost/Sales`, `live:Sales` and `Sales` all name the model Sales. */
const titleIn = (name: string): string => name.replace(/^live:/i, '').replace(/^[^/]*\//, '');

function asked({ world, query }: Call, kind: 'measure' | 'dimension' | 'all'): JsonObject[] {
  const name = query.get('dsFullName') ?? query.get('datasource');
  return [...world.formulas.values()].filter(
    (one) =>
      (kind === 'all' || one.type === kind) &&
      (name === null || sameDatasource(objectOf(one.datasource), titleIn(name))),
  );
}

const create: RouteAnswerer = (call) => {
  const body = bodyObject(call);
  if (textOf(body.title) === undefined) throw refuseInvalid('title is required');
  const { oid, _id } = call.world.ids.pair();
  const stamp = call.world.clock.stamp();
  const type = textOf(body.type) ?? (body.formula === undefined ? 'dimension' : 'measure');
  const saved = { ...body, type, oid, _id, owner: call.user._id, created: stamp, lastUpdated: stamp };
  call.world.formulas.set(oid, saved);
  return { status: 201, json: saved };
};

const remove: RouteAnswerer = (call) => {
  if (!call.world.formulas.delete(param(call, 'oid'))) throw refuse({ status: 404, code: 404, message: 'Not found.' });
  return noContent();
};

export const metadataRoutes = {
  'GET /api/metadata/measures': { answer: (call) => ok(asked(call, 'measure')) },
  'GET /api/metadata/dimensions': { answer: (call) => ok(asked(call, 'dimension')) },
  'POST /api/metadata': { answer: create, needs: 'designer' },
  'POST /api/metadata/': { answer: create, needs: 'designer' },
  'DELETE /api/metadata/{oid}': { answer: remove, needs: 'designer' },
  'GET /api/v1/formulas': { answer: (call) => ok(asked(call, 'all')) },
  'POST /api/v1/formulas': { answer: create, needs: 'designer' },
} satisfies Routes;
