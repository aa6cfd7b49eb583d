import type { FieldChange, Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { isEverybody } from '../groups/is-everybody.ts';
import { ifFound } from '../if-found.ts';
import { roleWord } from '../roles/role-word.ts';
import { asJson } from '../steps/fields-step.ts';
import { groupsOf, roleIdOf, type SisenseUser } from './user-row.ts';

export interface Reading {
  sisense: Sisense;
  signal: AbortSignal;
}

/** Names beside ids, for the eyes of who approves an undo; Sisense takes the ids. */
const shownOnly = ['role', 'groupNames'];

/** What a user is, without what moves by itself (last login, dates) and without the groups that hold everyone. */
export function userState(user: SisenseUser): Record<string, Json> {
  return {
    _id: user._id,
    email: user.email ?? null,
    userName: user.userName ?? null,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    active: user.active ?? null,
    role: user.role?.name ? roleWord(user.role.name) : null,
    roleId: roleIdOf(user),
    groups: ownGroups(user).map(({ id }) => id),
    groupNames: ownGroups(user).map(({ id, name }) => name ?? id),
    preferences: asJson(user['preferences']),
  };
}

/** What creating the user again takes, and how that is shown. */
export function recreation(state: Record<string, Json>): { fields: Record<string, Json>; changes: FieldChange[] } {
  const { _id: _gone, email: _same, ...rest } = state;
  const known = Object.entries(rest).filter(([, value]) => value !== null);
  const shown = Object.entries({ ...rest, groups: rest['groupNames'] ?? rest['groups'] ?? null }).filter(
    ([field, value]) => value !== null && field !== 'roleId' && field !== 'groupNames',
  );
  return {
    fields: Object.fromEntries(known.filter(([field]) => !shownOnly.includes(field))),
    changes: shown.map(([field, after]) => ({ field, before: null, after })),
  };
}

/** Only the fields that a change writes: other changes of the same user in between do not matter to it. */
export function fieldsOf(user: SisenseUser, fields: readonly string[]): Record<string, Json> {
  const state = userState(user);
  return Object.fromEntries(fields.toSorted().map((field) => [field, state[field] ?? asJson(user[field])]));
}

export async function findUser(id: string, { sisense, signal }: Reading): Promise<SisenseUser | null> {
  return ifFound(sisense.users.get(id, { signal }));
}

/** The dashboards that Sisense deletes together with their owner. */
export async function ownedDashboards(userId: string, { sisense, signal }: Reading) {
  const dashboards = await sisense.dashboards.list({ fields: ['oid', 'title', 'owner', 'shares'], signal });
  return {
    owned: dashboards.filter((dashboard) => dashboard.owner === userId),
    shared: dashboards.filter(
      ({ owner, shares }) => owner !== userId && (shares ?? []).some(({ shareId }) => shareId === userId),
    ),
  };
}

function ownGroups(user: SisenseUser): { id: string; name: string | null }[] {
  return groupsOf(user)
    .filter(({ name }) => name === null || !isEverybody(name))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
