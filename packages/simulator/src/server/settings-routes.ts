import { emptyOk, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import type { JsonObject } from '../json.ts';
import { refuse } from '../refuse.ts';
import { settingsNamed, uiSettings } from './settings.ts';

const system = (call: Call): JsonObject => ({
  ...settingsNamed(call, { name: 'system', version: 'v1' }),
  dashboardCoAuthoring: { enabled: call.options.coAuthoring },
});

type Version = 'v0.9' | 'v1';

const read =
  (version: Version): RouteAnswerer =>
  (call) =>
    ok(settingsNamed(call, { name: param(call, 'name'), version }));

const change =
  (version: Version): RouteAnswerer =>
  (call) => {
    const name = param(call, 'name');
    if (name === 'email_server' && call.method === 'POST' && call.world.settings.has(name))
      throw refuse({ status: 400, code: 7501, message: 'Email server settings already exist' });
    const changed = { ...settingsNamed(call, { name, version }), ...bodyObject(call) };
    call.world.settings.set(name, changed);
    return ok(changed);
  };

const reset =
  (version: Version): RouteAnswerer =>
  (call) => {
    const name = param(call, 'name');
    settingsNamed(call, { name, version });
    call.world.settings.delete(name);
    return noContent();
  };

const changeNamed =
  (name: string): RouteAnswerer =>
  (call) => {
    call.world.settings.set(name, { ...call.world.settings.get(name), ...bodyObject(call) });
    return ok(call.world.settings.get(name));
  };

const resetNamed =
  (name: string): RouteAnswerer =>
  (call) => {
    call.world.settings.delete(name);
    return noContent();
  };

/** The key of the whole server, which nothing current takes. */
const apiKey = (call: Call): JsonObject => call.world.settings.get('api') ?? newApiKey(call);

function newApiKey({ world }: Call): JsonObject {
  const key = { _id: world.ids.objectIdOf('api key'), apiKey: world.ids.uuid() };
  world.settings.set('api', key);
  return key;
}

const needs = 'admin' as const;

export const settingsRoutes = {
  'GET /api/v1/settings/system': { answer: (call) => ok(system(call)) },
  'GET /api/settings/system': { answer: (call) => ok(system(call)) },
  'GET /api/v1/settings/ui': { needs, answer: (call) => ok([uiSettings(call)]) },
  'POST /api/v1/settings/ui/common': { needs, answer: changeNamed('ui') },
  'DELETE /api/v1/settings/ui/common': { needs, answer: resetNamed('ui') },
  'GET /api/v1/settings/{name}': { needs, answer: read('v1') },
  'PATCH /api/v1/settings/{name}': { needs, answer: change('v1') },
  'POST /api/v1/settings/{name}': { needs, answer: change('v1') },
  'PUT /api/v1/settings/{name}': { needs, answer: change('v1') },
  'DELETE /api/v1/settings/{name}': { needs, answer: reset('v1') },
  'GET /api/settings/api': { needs, answer: (call) => ok(apiKey(call)) },
  'GET /api/settings/api/generate': { needs, answer: (call) => ok(newApiKey(call)) },
  'POST /api/settings/api': { needs, answer: changeNamed('api') },
  'DELETE /api/settings/api': {
    needs,
    answer: (call) => {
      const key = apiKey(call);
      call.world.settings.delete('api');
      return ok(key);
    },
  },
  'GET /api/settings/{name}': { needs, answer: read('v0.9') },
  'POST /api/settings/{name}': { needs, answer: change('v0.9') },
  'PUT /api/settings/{name}': { needs, answer: change('v0.9') },
  'DELETE /api/settings/{name}': { needs, answer: reset('v0.9') },
  'GET /api/branding': { needs: 'nothing', answer: ({ world }) => ok(world.settings.get('branding') ?? {}) },
  'POST /api/branding': { needs, answer: changeNamed('branding') },
  'DELETE /api/branding': { needs, answer: resetNamed('branding') },
  'POST /api/v1/usageanalytics/log-action': { answer: () => emptyOk() },
} satisfies Routes;
