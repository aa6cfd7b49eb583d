import { noContent, ok } from '../answer.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { objectsOf } from '../json.ts';
import { sortedBy, wholeNumber } from '../list-query.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

/** One of the few lists with a total; pages of twenty. */
const list: RouteAnswerer = ({ query, world }) => {
  const [limit, skip] = [wholeNumber(query.get('limit')) ?? 20, wholeNumber(query.get('skip')) ?? 0];
  const search = query.get('search') ?? '';
  const wanted = search.toLowerCase();
  const orderby = query.get('orderby') ?? 'name';
  const desc = query.get('desc') === 'true';
  const found = world.plugins.filter(({ name, folderName }) => `${name} ${folderName}`.toLowerCase().includes(wanted));
  const plugins = sortedBy(found, `${desc ? '-' : ''}${orderby}`).slice(skip, skip + limit);
  return ok({ plugins, count: found.length, queryMetadata: { limit, skip, search, orderby, desc } });
};

const change: RouteAnswerer = (call) => {
  const wanted = objectsOf(call.body);
  if (wanted.length === 0) throw refuseInvalid('The body must be an array of plugins');
  if (wanted.some(({ isEnabled }) => typeof isEnabled !== 'boolean'))
    throw refuseInvalid('isEnabled must be a boolean');
  const found = wanted.map((one) => pluginNamed(call, one.folderName));
  for (const [at, plugin] of found.entries()) {
    plugin.isEnabled = wanted[at]?.isEnabled === true;
    plugin.lastUpdate = call.world.clock.stamp();
  }
  const { pluginsPatchStatus: status } = call.options;
  return status === 204 ? noContent() : { status, json: found };
};

function pluginNamed({ world }: Call, folderName: unknown) {
  const plugin = world.plugins.find((one) => one.folderName === folderName);
  if (plugin === undefined)
    throw refuse({ status: 404, code: 404, message: `Plugin ${String(folderName)} was not found.` });
  return plugin;
}

export const pluginsRoutes = {
  'GET /api/v1/plugins': { answer: list, needs: 'admin', query: ['limit', 'skip', 'search', 'orderby', 'desc'] },
  'PATCH /api/v1/plugins': { answer: change, needs: 'admin' },
} satisfies Routes;
