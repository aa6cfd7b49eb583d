import { ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type JsonObject, objectsOf, textOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

const palettesOf = ({ world }: Call): JsonObject[] => objectsOf(world.settings.get('palettes')?.items);

function keep({ world }: Call, items: JsonObject[]): void {
  world.settings.set('palettes', { items });
}

function paletteOfPath(call: Call): JsonObject {
  const name = param(call, 'name');
  const found = palettesOf(call).find((one) => one.name === name);
  if (found === undefined) throw refuse({ status: 403, code: 403, message: `There is no palette ${name}.` });
  if (found.isSystem === true)
    throw refuse({ status: 403, code: 403, message: 'A palette of the system stays as it is.' });
  return found;
}

const add: RouteAnswerer = (call) => {
  const body = bodyObject(call);
  if (textOf(body.name) === undefined || !Array.isArray(body.colors))
    throw refuseInvalid('name and colors are required');
  const palette = { isDefault: false, isSystem: false, ...body, _id: call.world.ids.objectId() };
  keep(call, [...palettesOf(call).filter(({ name }) => name !== body.name), palette]);
  return ok(palette);
};

const change: RouteAnswerer = (call) => {
  const palette = paletteOfPath(call);
  const changed = { ...palette, ...bodyObject(call), _id: palette._id };
  keep(
    call,
    palettesOf(call).map((one) => (one === palette ? changed : one)),
  );
  return ok(changed);
};

const remove: RouteAnswerer = (call) => {
  const palette = paletteOfPath(call);
  keep(
    call,
    palettesOf(call).filter((one) => one !== palette),
  );
  return ok({});
};

/** The documentation knows only 403 for what cannot be done here. */
export const palettesRoutes = {
  'GET /api/palettes': { answer: (call) => ok(palettesOf(call)) },
  'GET /api/palettes/default': {
    answer: (call) => ok(palettesOf(call).find(({ isDefault }) => isDefault === true) ?? {}),
  },
  'POST /api/palettes': { needs: 'admin', answer: add },
  'PUT /api/palettes/{name}': { needs: 'admin', answer: change },
  'DELETE /api/palettes/{name}': { needs: 'admin', answer: remove },
} satisfies Routes;
