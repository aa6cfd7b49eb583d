import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { readAllPages } from '../http/pages.ts';
import { type CallOptions, theOnly } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { pluginAnswer } from './endpoints.ts';

/** A plugin of the deployment; `folderName` is what names it (rest-api §10). */
export type Plugin = z.output<typeof pluginAnswer>;

const pageSize = 1000;

/** Plugins of the deployment; administrators only (rest-api §10). */
export class Plugins {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every plugin; complete, as far as the total that Sisense gives with this list tells, or an error (rest-api §1.4). */
  async list({ signal }: CallOptions = {}): Promise<Plugin[]> {
    const endpoint = endpoints['plugins.list'];
    let total: number | undefined;
    const plugins = await readAllPages<Plugin>({
      endpoint,
      pageSize,
      idOf: (plugin) => plugin.folderName,
      read: async (page) => {
        const answer = await this.#calls.call(endpoint, { query: { orderby: 'name', ...page }, signal });
        if (Array.isArray(answer)) return answer;
        total = answer.count ?? undefined;
        return answer.plugins;
      },
      hasMore: (read) => total !== undefined && read < total,
    });
    if (total === undefined || plugins.length === total) return plugins;
    throw new SisenseError(
      `Sisense has ${total} plugins but listed ${plugins.length}, so none of them was used; try again.`,
      {
        code: 'unexpected-answer',
        request: { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id },
        mayHaveHappened: false,
      },
    );
  }

  /**
   * The plugin with this name or folder name, in any case, with or without `plugin-` before it.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(name: string, options: CallOptions = {}): Promise<Plugin> {
    return findPlugin(await this.list(options), name);
  }

  /** Switches plugins by folder name, in one request, and gives all plugins as they are then. */
  async setEnabled(
    changes: { folderName: string; isEnabled: boolean }[],
    { signal }: CallOptions = {},
  ): Promise<Plugin[]> {
    const body = [
      ...new Map(changes.map(({ folderName, isEnabled }) => [folderName, { folderName, isEnabled }])).values(),
    ];
    if (body.length > 0) await this.#calls.call(endpoints['plugins.update'], { body, signal });
    return readBack(() => this.list({ signal }));
  }
}

/** As `Plugins.resolve`, in a list that is already here: the exact folder name first, then names without case and prefix. */
export function findPlugin(plugins: Plugin[], name: string): Plugin {
  const exact = plugins.filter((plugin) => plugin.folderName === name);
  const wanted = plain(name);
  const loose = plugins.filter((plugin) => plain(plugin.folderName) === wanted || plain(plugin.name ?? '') === wanted);
  return theOnly(exact.length > 0 ? exact : loose, {
    kind: 'plugin',
    wanted: name,
    endpoint: endpoints['plugins.list'],
    describe: (plugin) => ({ id: plugin.folderName, name: plugin.name ?? plugin.folderName }),
  });
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^plugin-/, '');
}
