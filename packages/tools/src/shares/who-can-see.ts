import type { Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { isAdministrator, roleWord } from '../roles/role-word.ts';
import { readTool } from '../tool.ts';
import { groupsOf, type SisenseUser, userLabel } from '../users/user-row.ts';
import { count } from '../words.ts';
import type { ShareEntry } from './share-row.ts';

const strength: Record<string, number> = { view: 1, edit: 2, owner: 3 };

export const whoCanSee = readTool({
  id: 'dashboard.who_can_see',
  title: 'Who can see a dashboard',
  description:
    'Lists every user who can open one dashboard, with the right and where it comes from; groups are expanded.',
  input: z.object({ dashboard_ref: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Who can see Online Revenue?', input: { dashboard_ref: 'Online Revenue' } },
    { ask: 'Which users may edit Online Revenue?', input: { dashboard_ref: 'Online Revenue' } },
    { ask: 'How many viewers does Online Revenue have?', input: { dashboard_ref: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'shares', 'users'],
  row: z.looseObject({
    user: z.string(),
    rule: z.string(),
    via: z.array(z.string()),
    role: z.string().nullable(),
    active: z.boolean().nullable(),
  }),
  columns: [
    { key: 'user', title: 'User', kind: 'text' },
    { key: 'rule', title: 'Right', kind: 'text' },
    { key: 'via', title: 'Because of', kind: 'list' },
    { key: 'role', title: 'Role', kind: 'text' },
    { key: 'active', title: 'Active', kind: 'boolean' },
  ],
  run: async ({ dashboard_ref }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_ref, { signal });
    const [list, users, groups] = await Promise.all([
      sisense.shares.get(dashboard.oid, { signal }),
      sisense.users.list({ signal }),
      sisense.groups.list({ signal }),
    ]);
    const rows = seers({ owner: dashboard.owner ?? null, shares: list.sharesTo, users, groups });
    const admins = users.filter(({ role }) => role?.name && isAdministrator(role.name)).length;
    return {
      rows,
      notes: [
        tally(rows),
        `Administrators (${admins} users) can open every dashboard and are listed only where it is shared with them.`,
      ],
    };
  },
});

function tally(rows: readonly Row[]): string {
  const rights = ['owner', 'edit', 'view'].map((right) => ({
    right,
    number: rows.filter(({ rule }) => rule === right).length,
  }));
  const told = rights.filter(({ number }) => number > 0).map(({ right, number }) => `${number} ${right}`);
  const off = rows.filter(({ active }) => active === false).length;
  return `${count(rows.length, 'user')}: ${told.join(', ')}${off === 0 ? '' : `; ${off} of them inactive, who cannot log in`}.`;
}

interface Sharing {
  owner: string | null;
  shares: ShareEntry[];
  users: SisenseUser[];
  groups: { _id: string; name: string }[];
}

function seers({ owner, shares, users, groups }: Sharing): Row[] {
  const usersById = new Map(users.map((user) => [user._id, user]));
  const groupNames = new Map(groups.map(({ _id, name }) => [_id, name]));
  const found = new Map<string, { user: SisenseUser; rule: string; via: string[] }>();
  const add = (user: SisenseUser | undefined, { rule, via }: { rule: string; via: string }) => {
    if (user === undefined) return;
    const known = found.get(user._id) ?? { user, rule, via: [] };
    const stronger = (strength[rule] ?? 0) > (strength[known.rule] ?? 0) ? rule : known.rule;
    found.set(user._id, { user, rule: stronger, via: [...new Set([...known.via, via])] });
  };
  if (owner) add(usersById.get(owner), { rule: 'owner', via: 'owner' });
  for (const { shareId, type, rule } of shares) {
    if (shareId === owner) continue;
    const right = rule ?? 'view';
    if (type === 'user') add(usersById.get(shareId), { rule: right, via: 'shared directly' });
    const group = `group ${groupNames.get(shareId) ?? shareId}`;
    if (type === 'group') for (const user of membersOf(shareId, users)) add(user, { rule: right, via: group });
  }
  return [...found.values()].map(({ user, rule, via }) => ({
    user: userLabel(user),
    rule,
    via,
    role: user.role?.name ? roleWord(user.role.name) : null,
    active: user.active ?? null,
    _id: user._id,
  }));
}

function membersOf(groupId: string, users: SisenseUser[]): SisenseUser[] {
  return users.filter((user) => groupsOf(user).some(({ id }) => id === groupId));
}
