import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { type Page, readAllPages } from '../http/pages.ts';
import { type CallOptions, isMongoId, joined, sameText, theOnly, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { userAnswer, userBody } from './endpoints.ts';
import { expandUsers, type User } from './expand-users.ts';

/** What may be written of a user; `roleId` and `groups` are ids. */
export type UserBody = z.input<typeof userBody>;

/** The user of the token, with the name of its role. */
export type Me = z.output<(typeof endpoints)['users.me']['answer']>;

/** What a user is called and whether they may log in; on some servers with all else that `get` gives, but with ids alone. */
export type UserName = Pick<UserAnswer, '_id' | 'userName' | 'email' | 'firstName' | 'lastName' | 'active'>;

type UsersQuery = z.input<(typeof endpoints)['users.list']['query'] & z.ZodType>;
type UserAnswer = z.output<typeof userAnswer>;

const pageSize = 20_000;
const nameFields = '_id,userName,email,firstName,lastName,active';
const expand = 'groups,role';

/** Users (rest-api §4.1). */
export class Users {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every user, complete or an error, with the names of role and groups (rest-api §4.1). */
  list(options: CallOptions = {}): Promise<User[]> {
    return this.#find({}, options);
  }

  /**
   * What every user is called, complete or an error: about a fifth of what `list` brings, in as many requests. A server that
   * does not know `fields` sends everything; one that refuses it, or sends no names for it, is asked without (rest-api §4.1).
   */
  async listNames(options: CallOptions = {}): Promise<UserName[]> {
    const users = await unlessRefused(this.#read({ fields: nameFields }, options));
    const isNamed = users?.length === 0 || users?.some(({ email, userName }) => email ?? userName);
    return users && isNamed ? users : this.#read({}, options);
  }

  /** The members of a group, by the id of the group. */
  listInGroup(groupId: string, options: CallOptions = {}): Promise<User[]> {
    return this.#find({ groupId }, options);
  }

  /** @throws SisenseError `not-found` */
  async get(id: string, { signal }: CallOptions = {}): Promise<User> {
    const user = await this.#calls.call(endpoints['users.get'], { path: { id }, query: { expand }, signal });
    return this.#one(user, { signal });
  }

  /**
   * The user with exactly this e-mail address or user name, in any case; `undefined` when there is none. Sisense is asked
   * for that address or name alone first, and for all users only when that finds nobody.
   *
   * @throws SisenseError `ambiguous`
   */
  async findByEmail(emailOrUserName: string, options: CallOptions = {}): Promise<User | undefined> {
    const filter = emailOrUserName.includes('@') ? { email: emailOrUserName } : { userName: emailOrUserName };
    const filtered = findUsers((await unlessMissing(this.#find(filter, options))) ?? [], emailOrUserName);
    const found = filtered.length > 0 ? filtered : findUsers(await this.list(options), emailOrUserName);
    return found.length === 0 ? undefined : theOnly(found, wantedUser(emailOrUserName));
  }

  /**
   * The user with this id, e-mail address or user name.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(idOrEmailOrUserName: string, options: CallOptions = {}): Promise<User> {
    const byId = isMongoId(idOrEmailOrUserName)
      ? await unlessMissing(this.get(idOrEmailOrUserName, options))
      : undefined;
    const user = byId ?? (await this.findByEmail(idOrEmailOrUserName, options));
    return theOnly(user ? [user] : [], wantedUser(idOrEmailOrUserName));
  }

  /** The user of this connection's token. */
  me({ signal }: CallOptions = {}): Promise<Me> {
    return this.#calls.call(endpoints['users.me'], { signal });
  }

  /**
   * Makes a user; without a password Sisense sends an invitation by mail.
   *
   * @throws SisenseError `conflict` when the address is taken
   */
  async create(body: UserBody, { signal }: CallOptions = {}): Promise<User> {
    const { _id } = await this.#calls.call(endpoints['users.create'], { body, signal });
    return readBack(() => this.get(_id, { signal }));
  }

  /** All or none: one address that exists refuses the whole request (capabilities-2 §6). */
  async createMany(bodies: UserBody[], { signal }: CallOptions = {}): Promise<User[]> {
    const users = await this.#calls.call(endpoints['users.createMany'], { body: bodies, signal });
    return readBack(() => expandUsers(users, this.#calls, { signal }));
  }

  /** Changes the given fields only, and gives the user as it is then. */
  async update(id: string, patch: UserBody, { signal }: CallOptions = {}): Promise<User> {
    await this.#calls.call(endpoints['users.update'], { path: { id }, body: patch, signal });
    return readBack(() => this.get(id, { signal }));
  }

  /** Sets a password: over v1, and over v0.9 where v1 refuses the field (capabilities-1 §2.1). */
  async setPassword(id: string, password: string, { signal }: CallOptions = {}): Promise<void> {
    try {
      await this.#calls.call(endpoints['users.update'], { path: { id }, body: { password }, signal });
    } catch (error) {
      if (!(error instanceof SisenseError) || error.details.status !== 422) throw error;
      await this.#calls.call(endpoints['users.replaceV0'], { path: { id }, body: { password }, signal });
    }
  }

  /** Deletes a user, and with it what only this user owns. */
  async delete(id: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['users.delete'], { path: { id }, signal });
  }

  /** Deletes several users by id in one request, each with what only that user owns (rest-api §4.1). */
  async deleteMany(ids: string[], { signal }: CallOptions = {}): Promise<void> {
    const endpoint = endpoints['users.deleteMany'];
    if (ids.length > 0) await this.#calls.call(endpoint, { query: { ids: joined(ids, { endpoint }) }, signal });
  }

  async #find(filter: UsersQuery, options: CallOptions): Promise<User[]> {
    return expandUsers(await this.#read({ ...filter, expand }, options), this.#calls, options);
  }

  #read(query: UsersQuery, { signal }: CallOptions): Promise<UserAnswer[]> {
    const endpoint = endpoints['users.list'];
    const read = (page: Page, sort: string) =>
      this.#calls.call(endpoint, { query: { ...query, sort, ...page }, signal });
    return readAllPages<UserAnswer>({
      endpoint,
      pageSize,
      idOf: (user) => user._id,
      read: (page) => read(page, '_id'),
      readFromEnd: (page) => read(page, '-_id'),
    });
  }

  async #one(user: UserAnswer, options: CallOptions): Promise<User> {
    const [expanded] = await expandUsers([user], this.#calls, options);
    return theOnly(expanded ? [expanded] : [], wantedUser(user._id));
  }
}

/** What a server refuses as a request that it does not understand. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SisenseError && error.code === 'invalid') return undefined;
    throw error;
  }
}

/** Those whose address is this; when there are none, those whose user name is. In any case of letters. */
export function findUsers(users: User[], emailOrUserName: string): User[] {
  const byEmail = users.filter((user) => sameText(user.email, emailOrUserName));
  return byEmail.length > 0 ? byEmail : users.filter((user) => sameText(user.userName, emailOrUserName));
}

function wantedUser(wanted: string) {
  return {
    kind: 'user',
    wanted,
    endpoint: endpoints['users.list'],
    describe: (user: User) => ({ id: user._id, name: user.email ?? user.userName ?? user._id }),
  };
}
