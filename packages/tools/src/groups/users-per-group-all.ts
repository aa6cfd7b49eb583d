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
    const rows = groups
      .filter(({ name }) => !isEverybody(name))
      .map((group) => {
        const members = users.filter((user) => isMember(user, group)).map((user) => user.userName ?? userLabel(user));
        return { group: group.name, groupId: group._id, userCount: members.length, username: members };
      });
    return { rows, notes: ['The groups that hold everyone are left out.'] };
  },
});

function isMember(user: SisenseUser, group: { _id: string; name: string }): boolean {
  if (groupsOf(user).some(({ id }) => id === group._id)) return true;
  return group.name === 'Admins' && typeof user.role?.name === 'string' && isAdministrator(user.role.name);
}
