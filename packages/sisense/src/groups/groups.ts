import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type Page, readAllPages } from '../http/pages.ts';
import { byName, type CallOptions, isMongoId, theOnly, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { groupAnswer, groupBody } from './endpoints.ts';

/** A group (rest-api §4.2). */
export type Group = z.output<typeof groupAnswer>;
/** What may be written of a group (rest-api §4.2). */
export type GroupBody = z.input<typeof groupBody>;

const pageSize = 20_000;
const builtInNames = new Set(['Everyone', 'Admins', 'All users in system']);

/** Groups of users (rest-api §4.2). */
export class Groups {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every group, complete or an error (rest-api §4.2). */
  list({ signal }: CallOptions = {}): Promise<Group[]> {
    const read = (page: Page, sort: string) =>
      this.#calls.call(endpoints['groups.list'], { query: { sort, ...page }, signal });
    return readAllPages<Group>({
      endpoint: endpoints['groups.list'],
      pageSize,
      idOf: (group) => group._id,
      read: (page) => read(page, '_id'),
      readFromEnd: (page) => read(page, '-_id'),
    });
  }

  /** @throws SisenseError `not-found` */
  get(id: string, { signal }: CallOptions = {}): Promise<Group> {
    return this.#calls.call(endpoints['groups.get'], { path: { id }, signal });
  }

  /**
   * The group with this id or name. The exact name wins; without one, the only name that differs in case alone.
   *
   * @throws SisenseError `not-found`, `ambiguous` (names are unique per tenant only)
   */
  async resolve(nameOrId: string, options: CallOptions = {}): Promise<Group> {
    const byId = isMongoId(nameOrId) ? await unlessMissing(this.get(nameOrId, options)) : undefined;
    return byId ?? findGroup(await this.list(options), nameOrId);
  }

  /** @throws SisenseError `conflict` when the name is taken */
  create(body: GroupBody, { signal }: CallOptions = {}): Promise<Group> {
    return this.#calls.call(endpoints['groups.create'], { body, signal });
  }

  /** All or none: one name that exists refuses the whole request (capabilities-2 §6). */
  createMany(bodies: GroupBody[], { signal }: CallOptions = {}): Promise<Group[]> {
    return this.#calls.call(endpoints['groups.createMany'], { body: bodies, signal });
  }

  /** Gives a group another name; the answer of Sisense says nothing, so it is read back. */
  async rename(id: string, name: string, { signal }: CallOptions = {}): Promise<Group> {
    await this.#calls.call(endpoints['groups.replaceV0'], { path: { id }, body: { name }, signal });
    return readBack(() => this.get(id, { signal }));
  }

  /** Deletes a group; its users stay (rest-api §4.2). */
  async delete(id: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['groups.delete'], { path: { id }, signal });
  }

  /** The ids of a group's members, over v0.9; `users.listInGroup` gives whole users. */
  async memberIds(id: string, { signal }: CallOptions = {}): Promise<string[]> {
    const members = await this.#calls.call(endpoints['groups.users'], { path: { id }, signal });
    return members.map(({ _id }) => _id);
  }

  /** Puts users, by id, into a group (rest-api §4.2). */
  async addUsers(id: string, userIds: string[], { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['groups.addUsers'], { path: { id }, body: userIds, signal });
  }

  /** Takes users, by id, out of a group (rest-api §4.2). */
  async removeUsers(id: string, userIds: string[], { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['groups.removeUsers'], { path: { id }, body: userIds, signal });
  }
}

/** Whether Sisense made the group itself; such groups exist on every deployment (rest-api §4.2). */
export function isBuiltInGroup(group: Group): boolean {
  return Boolean(group.everyone || group.admins || group.tenantEveryone) || builtInNames.has(group.name);
}

/** As `Groups.resolve` by name, in a list that is already here. */
export function findGroup(groups: Group[], nameOrId: string): Group {
  const byId = groups.filter((group) => group._id === nameOrId);
  return theOnly(byId.length > 0 ? byId : byName(groups, nameOrId, (group) => group.name), {
    kind: 'group',
    wanted: nameOrId,
    endpoint: endpoints['groups.list'],
    describe: (group) => ({ id: group._id, name: group.name }),
  });
}
