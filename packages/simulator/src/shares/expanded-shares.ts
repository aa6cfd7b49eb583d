import type { Call } from '../call.ts';
import { type JsonObject, picked } from '../json.ts';
import { expandOf } from '../users/present-user.ts';
import type { Share, User } from '../world.ts';

/** `?expand=user,group`: each share with its party; `group.users` with who is in it, and in brackets which fields. */
export function expandedShares(call: Call, shares: Share[]): JsonObject[] {
  const asked = expandOf(call, ['user', 'group']);
  if (asked.size === 0) return shares;
  return shares.map((share) => ({ ...share, ...partyOf(call, share, asked) }));
}

function partyOf(call: Call, { shareId, type }: Share, asked: ReadonlySet<string>): JsonObject {
  const { world } = call;
  if (type === 'user') {
    const user = world.users.get(shareId);
    return user !== undefined && asked.has('user') ? { user: chosen(call, { user, under: 'user' }) } : {};
  }
  const group = world.groups.get(shareId);
  if (group === undefined || !asked.has('group')) return {};
  if (!wanted(call).includes('group.users')) return { group };
  const members = [...world.users.values()].filter(({ groups }) => groups.includes(shareId));
  return { group: { ...group, users: members.map((user) => chosen(call, { user, under: 'group.users' })) } };
}

const wanted = ({ query }: Call): string => query.get('expand') ?? '';

/** `user(fields:userName,email)` gives these and the `_id`. */
function chosen(call: Call, { user, under }: { user: User; under: string }): JsonObject {
  const at = wanted(call).indexOf(`${under}(`);
  const [, fields] = at < 0 ? [] : (/\((?:fields:)?([^)]*)\)/.exec(wanted(call).slice(at)) ?? []);
  if (fields === undefined) return user;
  const names = ['_id', ...fields.split(',').map((name) => name.trim())];
  return picked(user, (key) => names.includes(key));
}
