import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, isMongoId, sameText, theOnly } from '../lookup.ts';
import type { roleAnswer } from './endpoints.ts';

/** A role; `_id` is per installation, `name` is the same everywhere (rest-api §4.3). */
export type Role = z.output<typeof roleAnswer>;

/** The names under which people, and the Python implementation, know Sisense's roles (capabilities-1 §2.1, §4.2). */
const aliases: Record<string, string> = {
  viewer: 'consumer',
  designer: 'contributor',
  dashboarddesigner: 'contributor',
  sysadmin: 'super',
  'sys admin': 'super',
  'system administrator': 'super',
  administrator: 'admin',
};

/** Roles, built in and custom (rest-api §4.3). */
export class Roles {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every role, built in and custom (rest-api §4.3). */
  list({ signal }: CallOptions = {}): Promise<Role[]> {
    return this.#calls.call(endpoints['roles.list'], { signal });
  }

  /** A role by id or API name, as Sisense finds it. @throws SisenseError `not-found` */
  get(idOrName: string, { signal }: CallOptions = {}): Promise<Role> {
    return this.#calls.call(endpoints['roles.get'], { path: { idOrName }, signal });
  }

  /**
   * The role with this id, API name (`consumer`), display name (`Viewer`) or usual alias (`designer`, `sysAdmin`), in
   * any case.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(nameOrId: string, options: CallOptions = {}): Promise<Role> {
    return findRole(await this.list(options), nameOrId);
  }
}

/** As `Roles.resolve`, in a list that is already here. */
export function findRole(roles: Role[], nameOrId: string): Role {
  const known = aliases[nameOrId.trim().toLowerCase()];
  const tests: ((role: Role) => boolean)[] = [
    (role) => isMongoId(nameOrId) && role._id === nameOrId,
    (role) => role.name === nameOrId,
    (role) => sameText(role.name, nameOrId),
    (role) => sameText(role.displayName, nameOrId),
    (role) => role.name === known,
  ];
  const found = tests.map((test) => roles.filter(test)).find((matches) => matches.length > 0) ?? [];
  return theOnly(found, {
    kind: 'role',
    wanted: nameOrId,
    endpoint: endpoints['roles.list'],
    describe: (role) => ({ id: role._id, name: role.name }),
  });
}
