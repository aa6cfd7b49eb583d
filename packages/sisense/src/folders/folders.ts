import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { mayBeCapped, type Page, readAllPages } from '../http/pages.ts';
import { byName, type CallOptions, isMongoId, joined, theOnly, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { FolderNode, FolderTree } from './endpoints.ts';

/** A folder; in trees with `folders` and `dashboards` (rest-api §5.7). */
export type Folder = FolderNode;

/** All folders and dashboards that the user of the token sees, as one tree whose top is no folder. */
export interface FolderRoot {
  folders: Folder[];
  dashboards: { oid: string; title?: string | null | undefined }[];
}

const pageSize = 20_000;

/** Folders of dashboards, as the user of the token sees them (rest-api §5.7). */
export class Folders {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Every folder that the user of the token sees, flat; complete or an error. The root that Sisense adds to each page, counted
   * as one of its items or not, is left out (rest-api §5.7; capabilities-1 §2.9).
   */
  async list({ signal }: CallOptions = {}): Promise<Folder[]> {
    const endpoint = endpoints['folders.list'];
    let lengthWithRoot = 0;
    let lastOid: string | undefined;
    const read = async (page: Page, sort: string) => {
      const query = { structure: 'flat' as const, sort, ...page };
      const answer = await this.#calls.call(endpoint, { query, signal });
      const all = Array.isArray(answer) ? answer : flatten(answer.folders ?? []);
      lengthWithRoot = all.length;
      return all.filter((folder) => !isRoot(folder));
    };
    return readAllPages<Folder>({
      endpoint,
      pageSize,
      idOf: (folder) => folder.oid,
      read: async (page) => {
        const folders = await read(page, 'oid');
        const isOneEarlier = page.skip > 0 && folders[1]?.oid === lastOid;
        lastOid = folders.at(-1)?.oid;
        return isOneEarlier ? folders.slice(1) : folders;
      },
      readFromEnd: ({ skip, limit }) => read({ skip, limit: limit + 1 }, '-oid'),
      hasMore: () => mayBeCapped(lengthWithRoot),
    });
  }

  /** The same as a tree, whether Sisense sends one root, several, or an object (capabilities-1 §2.9). */
  async tree({ signal }: CallOptions = {}): Promise<FolderRoot> {
    return rootOf(await this.#calls.call(endpoints['folders.list'], { query: { structure: 'tree' }, signal }));
  }

  /** The navigation: folders and dashboards as one tree (rest-api §5.7). */
  async navver({ signal }: CallOptions = {}): Promise<FolderRoot> {
    return rootOf(await this.#calls.call(endpoints['folders.navver'], { signal }));
  }

  /** @throws SisenseError `not-found` */
  get(oid: string, { signal }: CallOptions = {}): Promise<Folder> {
    return this.#calls.call(endpoints['folders.get'], { path: { oid }, signal });
  }

  /**
   * The folder with this id or name.
   *
   * @throws SisenseError `not-found`, `ambiguous` (a name may be used again in another folder)
   */
  async resolve(idOrName: string, options: CallOptions = {}): Promise<Folder> {
    const byId = isMongoId(idOrName) ? await unlessMissing(this.get(idOrName, options)) : undefined;
    if (byId) return byId;
    const found = byName(await this.list(options), idOrName, (folder) => folder.name);
    return theOnly(found, {
      kind: 'folder',
      wanted: idOrName,
      endpoint: endpoints['folders.list'],
      describe: (folder) => ({ id: folder.oid, name: folder.name }),
    });
  }

  /** The folders above a folder, and itself, as Sisense sends them. */
  async ancestors(oid: string, { signal }: CallOptions = {}): Promise<Folder[]> {
    const query = { structure: 'flat' as const };
    const answer = await this.#calls.call(endpoints['folders.ancestors'], { path: { oid }, query, signal });
    return Array.isArray(answer) ? answer : flatten([answer]);
  }

  /** A folder and all folders below it. */
  async subtree(oid: string, { signal }: CallOptions = {}): Promise<Folder[]> {
    const query = { structure: 'flat' as const };
    const answer = await this.#calls.call(endpoints['folders.subtree'], { path: { oid }, query, signal });
    return Array.isArray(answer) ? answer : flatten([answer]);
  }

  /** A new folder, at the top without `parentId`. */
  create({ name, parentId }: { name: string; parentId?: string }, { signal }: CallOptions = {}): Promise<Folder> {
    const body = parentId === undefined ? { name } : { name, parentId };
    return this.#calls.call(endpoints['folders.create'], { body, signal });
  }

  /**
   * Changes name, place (`parentId: null` is the top) or owner, and gives the folder as it is then; `undefined` when it was
   * given to another owner and the user of the token is not shown it any more (capabilities-1 §2.9).
   */
  async update(
    oid: string,
    fields: { name?: string; parentId?: string | null; owner?: string },
    { signal }: CallOptions = {},
  ): Promise<Folder | undefined> {
    await this.#calls.call(endpoints['folders.update'], { path: { oid }, body: fields, signal });
    const read = () => this.get(oid, { signal });
    return readBack(() => (fields.owner === undefined ? read() : unlessMissing(read())));
  }

  /** Deletes the folder and **everything under it**, dashboards too (rest-api §5.7). */
  async delete(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['folders.delete'], { path: { oid }, signal });
  }

  /** The same for several. */
  async deleteMany(oids: string[], { signal }: CallOptions = {}): Promise<void> {
    const endpoint = endpoints['folders.deleteMany'];
    if (oids.length > 0) await this.#calls.call(endpoint, { query: { folderIds: joined(oids, { endpoint }) }, signal });
  }
}

function rootOf(answer: FolderTree | Folder[]): FolderRoot {
  if (!Array.isArray(answer)) return { folders: answer.folders ?? [], dashboards: answer.dashboards ?? [] };
  const [only] = answer;
  if (answer.length === 1 && only && isRoot(only))
    return rootOf({ folders: only.folders, dashboards: only.dashboards });
  return { folders: answer, dashboards: [] };
}

function flatten(folders: Folder[]): Folder[] {
  return folders.flatMap((folder) => [folder, ...flatten(folder.folders ?? [])]);
}

function isRoot(folder: Folder): boolean {
  return folder.name === 'rootFolder' && !folder.parentId;
}
