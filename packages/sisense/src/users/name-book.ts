import { Groups } from '../groups/groups.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import { Roles } from '../roles/roles.ts';

interface Named {
  [key: string]: unknown;
  _id: string;
  name: string;
}

/** Names of roles and groups for users that came with ids only; each list is read at most once, and only when needed. */
export class NameBook {
  readonly #calls: Calls;
  readonly #options: CallOptions;
  #roles: Promise<Map<string, string>> | undefined;
  #groups: Promise<Map<string, string>> | undefined;

  constructor(calls: Calls, options: CallOptions) {
    this.#calls = calls;
    this.#options = options;
  }

  async role(id: string | null | undefined): Promise<Named | undefined> {
    if (!id) return undefined;
    this.#roles ??= new Roles(this.#calls).list(this.#options).then(namesById);
    const name = (await this.#roles).get(id);
    return name === undefined ? undefined : { _id: id, name };
  }

  async group(group: string | { _id: string; name?: string | null | undefined }): Promise<Named> {
    if (typeof group !== 'string' && group.name) return { ...group, name: group.name };
    const _id = typeof group === 'string' ? group : group._id;
    this.#groups ??= new Groups(this.#calls).list(this.#options).then(namesById);
    return { _id, name: (await this.#groups).get(_id) ?? _id };
  }
}

function namesById(items: { _id: string; name: string }[]): Map<string, string> {
  return new Map(items.map(({ _id, name }) => [_id, name]));
}
