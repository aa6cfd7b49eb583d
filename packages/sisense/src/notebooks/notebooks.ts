import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { readUnpaged } from '../http/pages.ts';
import { type CallOptions, refusedInput } from '../lookup.ts';
import type { notebookAnswer } from './endpoints.ts';

/** A custom code notebook (capabilities-1 §4.9). */
export type Notebook = z.output<typeof notebookAnswer>;

const root = '/notebooks/custom_code_notebooks/notebooks';

const pageSize = 10_000;

/** What the server makes itself and refuses to be sent (capabilities-1 §2.11). */
const serverFields = ['oid', '_id', '_rev', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'];

/** Custom code notebooks and their files (rest-api §10; capabilities-1 §2.11). */
export class Notebooks {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every notebook, complete or an error, whether the list comes bare or wrapped (capabilities-1 §2.11). */
  async list({ notebookType, signal }: CallOptions & { notebookType?: string } = {}): Promise<Notebook[]> {
    const endpoint = endpoints['notebooks.list'];
    const query = notebookType === undefined ? {} : { notebookType };
    return readUnpaged<Notebook>({
      endpoint,
      pageSize,
      idOf: idOfNotebook,
      read: async (page) => unwrapped(await this.#calls.call(endpoint, { query: { ...query, ...page }, signal })),
    });
  }

  /** One notebook. @throws SisenseError `not-found` */
  get(id: string, { signal }: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#calls.call(endpoints['notebooks.get'], { path: { id }, signal });
  }

  /** The definition with its code. */
  export(id: string, { signal }: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#calls.call(endpoints['notebooks.export'], { path: { id }, signal });
  }

  /** @throws SisenseError `invalid` when the id exists */
  async create(notebook: Record<string, unknown>, { signal }: CallOptions = {}): Promise<void> {
    const body = Object.fromEntries(Object.entries(notebook).filter(([field]) => !serverFields.includes(field)));
    await this.#calls.call(endpoints['notebooks.create'], { body, signal });
  }

  /** `uuid` works on more versions than `id`; some expect the whole notebook, without `notebookCode` (capabilities-1 §2.11). */
  async update(id: string, fields: Record<string, unknown>, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['notebooks.update'], { path: { id }, body: fields, signal });
  }

  /** Deletes a notebook (capabilities-1 §2.11). */
  async delete(id: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['notebooks.delete'], { path: { id }, signal });
  }

  /** The files of a notebook's folder. */
  async listFolder(folder: string, { signal }: CallOptions = {}): Promise<Record<string, unknown>[]> {
    const answer = await this.#calls.call(endpoints['notebooks.listFolder'], { path: { folder }, signal });
    return answer.items ?? answer.files ?? [];
  }

  /** Gives the folder of a notebook another name (capabilities-1 §2.11). */
  async renameFolder(folder: string, newName: string, { signal }: CallOptions = {}): Promise<void> {
    const query = renameTo(`${root}/${plainName(newName)}/`);
    await this.#calls.call(endpoints['notebooks.renameFolder'], { path: { folder }, query, signal });
  }

  /** Gives a file in the folder of a notebook another name (capabilities-1 §2.11). */
  async renameFile(
    { folder, file }: { folder: string; file: string },
    newName: string,
    { signal }: CallOptions = {},
  ): Promise<void> {
    const query = renameTo(`${root}/${plainName(folder)}/${plainName(newName)}`);
    await this.#calls.call(endpoints['notebooks.renameFile'], { path: { folder, file }, query, signal });
  }
}

function idOfNotebook(notebook: Notebook): string {
  return JSON.stringify([notebook['uuid'], notebook['id'], notebook['_id'], notebook['oid']]);
}

/** The shape of the answer allows no other way of wrapping, so that none is taken for an empty list. */
function unwrapped(answer: unknown): Notebook[] {
  if (Array.isArray(answer)) return answer;
  const { data, items, results } = answer as { data?: Notebook[]; items?: Notebook[]; results?: Notebook[] };
  return data ?? items ?? results ?? [];
}

function renameTo(destination: string) {
  return { action: 'rename' as const, destination, override: false, rename: false };
}

function plainName(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[\\/]/.test(name))
    throw refusedInput(endpoints['notebooks.renameFile'], 'Folders and files have one name each, without slashes.');
  return name;
}
