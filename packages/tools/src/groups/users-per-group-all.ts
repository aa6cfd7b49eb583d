import { z } from 'zod';
import { isAdministrator } from '../roles/role-word.ts';
import { readTool } from '../tool.ts';
import { groupsOf, type SisenseUser, userLabel } from '../users/user-row.ts';
import { isEverybody } from './is-everybody.ts';

export const usersPerGroupAll = readTool({
  id: 'access.users_per_group_all',
  title: 'Users of every group',
  description: 'Lists every group with its members, empty groups too; administrators count as members of Admins.',
  input: z.object({}),
  examples: [
    { ask: 'Show all groups with their users', input: {} },
    { ask: 'Which groups are empty?', input: {} },
    { ask: 'What is the largest group?', input: {} },
  ],
  tags: ['groups', 'users'],
  row: z.looseObject({
    group: z.string(),
    groupId: z.string(),
    userCount: z.int(),
    username: z.array(z.string()),
  }),
  columns: [
    { key: 'group', title: 'Group', kind: 'text' },
    { key: 'userCount', title: 'Users', kind: 'number' },
    { key: 'username', title: 'User names', kind: 'list' },
    { key: 'groupId', title: 'Group id', kind: 'id' },
  ],
  run: async (_input, { sisense, signal }) => {
    const [groups, users] = await Promise.all([sisense.groups.list({ signal }), sisense.users.list({ signal })]);
    const members = membersByGroup(users);
    const rows = groups
      .filter(({ name }) => !isEverybody(name))
      .map(({ _id, name }) => {
        const own = members.get(_id) ?? [];
        const all = name === 'Admins' ? withAdministrators(own, users) : own;
        const username = all.map((user) => user.userName ?? userLabel(user));
        return { group: name, groupId: _id, userCount: username.length, username };
      });
    return { rows, notes: ['The groups that hold everyone are left out.'] };
  },
});

/** In the order of the users, each once. */
function membersByGroup(users: SisenseUser[]): Map<string, SisenseUser[]> {
  const members = new Map<string, SisenseUser[]>();
  for (const user of users) {
    for (const id of new Set(groupsOf(user).map((group) => group.id))) {
      const known = members.get(id);
      if (known) known.push(user);
      else members.set(id, [user]);
    }
  }
  return members;
}

function withAdministrators(members: SisenseUser[], users: SisenseUser[]): SisenseUser[] {
  const own = new Set(members);
  return users.filter((user) => own.has(user) || isAdministratorUser(user));
}

function isAdministratorUser({ role }: SisenseUser): boolean {
  return typeof role?.name === 'string' && isAdministrator(role.name);
}
