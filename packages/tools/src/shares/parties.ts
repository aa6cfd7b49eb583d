import type { Sisense } from '@fes-assistant/sisense';
import { type NamedUser, userLabel } from '../users/user-row.ts';

export type SisenseGroup = Awaited<ReturnType<Sisense['groups']['list']>>[number];

/** Everyone that something can be shared with, read once. */
export interface Parties {
  users: Map<string, NamedUser>;
  groups: Map<string, SisenseGroup>;
}

export async function readParties({ sisense, signal }: { sisense: Sisense; signal: AbortSignal }): Promise<Parties> {
  const [users, groups] = await Promise.all([sisense.users.listNames({ signal }), sisense.groups.list({ signal })]);
  return {
    users: new Map(users.map((user) => [user._id, user])),
    groups: new Map(groups.map((group) => [group._id, group])),
  };
}

/** The name of a party, or `null` where no such user or group exists any more. */
export function partyName({ type, id }: { type: string; id: string }, { users, groups }: Parties): string | null {
  const user = type === 'group' ? undefined : users.get(id);
  return user ? userLabel(user) : (groups.get(id)?.name ?? null);
}
