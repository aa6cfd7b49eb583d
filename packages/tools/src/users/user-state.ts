import type { Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { isEverybody } from '../groups/is-everybody.ts';
import { ifFound } from '../if-found.ts';
import { asJson } from '../steps/fields-step.ts';
import { groupsOf, roleIdOf, type SisenseUser } from './user-row.ts';

export interface Reading {
  sisense: Sisense;
  signal: AbortSignal;
}

/** What a user is, without what moves by itself (last login, dates) and without the groups that hold everyone. */
export function userState(user: SisenseUser): Record<string, Json> {
  return {
    _id: user._id,
    email: user.email ?? null,
    userName: user.userName ?? null,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    active: user.active ?? null,
    roleId: roleIdOf(user),
    groups: ownGroupIds(user),
    preferences: asJson(user['preferences']),
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

function ownGroupIds(user: SisenseUser): string[] {
  return groupsOf(user)
    .filter(({ name }) => name === null || !isEverybody(name))
    .map(({ id }) => id)
    .toSorted();
}
