import { describe, expect, it } from 'vitest';
import { type ReplayedChange, type ReplayedRead, sorted, startReplay } from '../../test/replay.ts';

const replay = await startReplay();

interface User {
  _id: string;
  userName: string;
  email: string;
  firstName?: string;
  active: boolean;
  roleId: string;
  role: { _id: string; name: string };
  groups: { _id: string; name: string }[];
}
interface Named {
  _id: string;
  name: string;
}
interface Dashboard {
  oid: string;
  title: string;
  owner: string;
  parentFolder: string | null;
  shares: { shareId: string; type: string; rule?: string }[];
}

const everyone = '/api/v1/users?expand=groups,role';
const maya = 'maya.chen@meridian-outdoor.example';
const printed: Record<string, string> = { consumer: 'viewer', contributor: 'dashboardDesigner', super: 'sysAdmin' };
const word = ({ role }: User) => printed[role.name] ?? role.name;
const named = (user: User) => [
  user._id,
  user.email,
  user.active,
  word(user),
  sorted(user.groups.map(({ name }) => name)),
];

const reads: ReplayedRead[] = [
  {
    id: 'access.get_user',
    args: { user_email: maya },
    told: ({ item }) => [item['_id'], item['email'], item['active'], item['role'], sorted(item['groups'] as string[])],
    there: async ({ get }) => (await get<User[]>(everyone)).filter(({ email }) => email === maya).map(named)[0],
  },
  {
    id: 'access.get_user',
    args: { user_name: maya },
    told: ({ item }) => [item['_id'], item['roleId']],
    there: async ({ get }) =>
      (await get<User[]>(everyone)).filter(({ email }) => email === maya).map(({ _id, roleId }) => [_id, roleId])[0],
  },
  {
    id: 'access.get_user_with_role_and_group_names',
    args: { user_name: maya },
    told: ({ item }) => [item['role'], sorted(item['groupIds'] as string[]), sorted(item['groups'] as string[])],
    there: async ({ get }) =>
      (await get<User[]>(everyone))
        .filter(({ email }) => email === maya)
        .map((user) => [
          word(user),
          sorted(user.groups.map(({ _id }) => _id)),
          sorted(user.groups.map(({ name }) => name)),
        ])[0],
  },
  {
    id: 'access.get_users_all',
    told: ({ rows }) => sorted(rows.map(({ _id, email, role, active }) => [_id, email, role, active])),
    there: async ({ get }) =>
      sorted((await get<User[]>(everyone)).map((user) => [user._id, user.email, word(user), user.active])),
  },
  {
    id: 'access.get_users_with_role_names_and_group_names',
    told: ({ rows }) =>
      sorted(
        rows.map(({ _id, email, active, role, groups }) => [_id, email, active, role, sorted(groups as string[])]),
      ),
    there: async ({ get }) => sorted((await get<User[]>(everyone)).map(named)),
  },
  {
    id: 'access.get_my_user',
    told: ({ item }) => [item['_id'], item['email'], item['roleName']],
    there: async ({ get }) => {
      const me = await get<{ _id: string; email: string; roleName: string }>('/api/users/loggedin');
      return [me._id, me.email, me.roleName];
    },
  },
  {
    id: 'access.get_roles',
    told: ({ rows }) => rows.map(({ _id, name }) => [_id, name]),
    there: async ({ get }) => (await get<Named[]>('/api/roles')).map(({ _id, name }) => [_id, name]),
  },
  {
    id: 'access.get_group',
    args: { name: 'Finance' },
    told: ({ item }) => [item['_id'], item['name']],
    there: async ({ get }) =>
      (await get<Named[]>('/api/v1/groups'))
        .filter(({ name }) => name === 'Finance')
        .map(({ _id, name }) => [_id, name])[0],
  },
  {
    id: 'access.users_per_group',
    args: { group_name: 'Finance' },
    told: ({ rows }) => sorted(rows.map(({ email }) => email)),
    there: async ({ get }) => {
      const group = (await get<Named[]>('/api/v1/groups')).find(({ name }) => name === 'Finance');
      return sorted((await get<User[]>(`/api/v1/users?groupId=${group?._id}`)).map(({ email }) => email));
    },
  },
  {
    id: 'access.users_per_group_all',
    told: ({ rows }) => sorted(rows.map(({ group, username }) => [group, sorted(username as string[])])),
    there: async ({ get }) => {
      const users = await get<User[]>(everyone);
      const groups = (await get<Named[]>('/api/v1/groups')).filter(({ name }) => name !== 'Everyone');
      const administers = ({ role }: User) => ['super', 'admin', 'dataAdmin'].includes(role.name);
      return sorted(
        groups.map(({ _id, name }) => {
          const members = users.filter(
            (user) => user.groups.some((one) => one._id === _id) || (name === 'Admins' && administers(user)),
          );
          return [name, sorted(members.map(({ userName }) => userName))];
        }),
      );
    },
  },
  {
    id: 'access.get_datamodel_columns',
    args: { datamodel_name: 'Sales' },
    told: ({ rows }) => sorted(rows.map(({ table, column }) => [table, column])),
    there: async ({ get }) => {
      const { datasets } = await get<{ datasets: { schema: { tables: { name: string; columns: Named[] }[] } }[] }>(
        '/api/v2/datamodels/schema?title=Sales',
      );
      return sorted(
        datasets.flatMap(({ schema }) =>
          schema.tables.flatMap((table) => table.columns.map(({ name }) => [table.name, name])),
        ),
      );
    },
  },
  {
    id: 'access.get_unused_columns',
    args: { datamodel_name: 'Sales' },
    told: ({ rows }) => [
      rows.length,
      rows.find(({ table, column }) => table === 'Orders' && column === 'Net')?.['used'],
    ],
    there: async ({ get }) => {
      const { datasets } = await get<{ datasets: { schema: { tables: { columns: Named[] }[] } }[] }>(
        '/api/v2/datamodels/schema?title=Sales',
      );
      return [datasets.flatMap(({ schema }) => schema.tables.flatMap(({ columns }) => columns)).length, true];
    },
  },
  {
    id: 'access.get_unused_columns_bulk',
    args: { datamodels: ['Sales', 'Finance'] },
    told: ({ rows }) => [...new Set(rows.map(({ datamodel_name }) => datamodel_name))],
    there: () => ['Sales', 'Finance'],
  },
  {
    id: 'access.get_unused_columns_bulk',
    args: { datamodels: 'Finance' },
    told: ({ rows }) => [...new Set(rows.map(({ datamodel_name }) => datamodel_name))],
    there: () => ['Finance'],
  },
  {
    id: 'access.get_all_dashboard_shares',
    told: ({ rows }) =>
      sorted(rows.filter(({ type }) => type !== null).map(({ dashboard, type, name }) => [dashboard, type, name])),
    there: async ({ get, post }) => {
      const asked = { queryParams: { ownershipType: 'allRoot', search: '', ownerInfo: true, asObject: true } };
      const { items } = await post<{ items: Dashboard[] }>('/api/v1/dashboards/searches', {
        ...asked,
        queryOptions: { sort: { title: 1 }, limit: 500, skip: 0 },
      });
      const users = new Map((await get<User[]>('/api/v1/users')).map(({ _id, email }) => [_id, email]));
      const groups = new Map((await get<Named[]>('/api/v1/groups')).map(({ _id, name }) => [_id, name]));
      return sorted(
        items.flatMap(({ title, owner, shares }) =>
          shares
            .filter(({ shareId }) => shareId !== owner)
            .map(({ shareId, type }) => [title, type, (type === 'user' ? users : groups).get(shareId) ?? null]),
        ),
      );
    },
  },
];

const newcomer = 'new.person@meridian-outdoor.example';
const find =
  (email: string) =>
  async ({ get }: { get: <Answer>(path: string) => Promise<Answer> }) =>
    (await get<User[]>(everyone))
      .filter((user) => user.email === email)
      .map((user) => [user.firstName, user.role.name, user.active, sorted(user.groups.map(({ name }) => name))])[0];

const changes: ReplayedChange[] = [
  {
    id: 'access.create_user',
    args: {
      user_data: {
        email: newcomer,
        firstName: 'New',
        lastName: 'Person',
        role: 'DESIGNER',
        groups: ['finance'],
        preferences: { language: 'en-US' },
      },
    },
    secrets: { password: 'Str0ng!pass' },
    there: find(newcomer),
    becomes: ['New', 'contributor', true, ['Everyone', 'Finance']],
  },
  {
    id: 'access.update_user',
    args: { user_email: newcomer, user_data: { role: 'Viewer', groups: ['Marketing'], firstName: 'Newer' } },
    there: find(newcomer),
    becomes: ['Newer', 'consumer', true, ['Everyone', 'Marketing']],
  },
  {
    id: 'access.update_user',
    args: { user_name: newcomer, user_data: { groups: [] } },
    there: find(newcomer),
    becomes: ['Newer', 'consumer', true, ['Everyone']],
  },
  {
    id: 'access.change_user_password',
    args: async ({ get }) => ({ user_id: (await get<User[]>(everyone)).find(({ email }) => email === newcomer)?._id }),
    secrets: { password: 'N3w!password' },
    there: async ({ post }) =>
      Object.keys(
        (await post<object>('/api/v1/authentication/login', { username: newcomer, password: 'N3w!password' })) ?? {},
      ).includes('access_token'),
    becomes: true,
  },
  { id: 'access.delete_user', args: { user_name: newcomer }, there: find(newcomer), becomes: undefined },
  {
    id: 'access.create_schedule_build',
    args: { datamodel_name: 'Finance', build_type: 'FULL', days: ['MON', 'FRI'], hour: 21, minute: 30 },
    there: async ({ get }) => {
      const { oid } = await get<{ oid: string }>('/api/v2/datamodels/schema?title=Finance');
      const { buildType, daysOfWeek, hour, minute } = await get<Record<string, unknown>>(
        `/api/v2/datamodels/${oid}/schedule`,
      );
      return { buildType, daysOfWeek, hour, minute };
    },
    becomes: { buildType: 'FULL', daysOfWeek: ['MON', 'FRI'], hour: 21, minute: 30 },
  },
  {
    id: 'access.create_schedule_build',
    args: { datamodel_name: 'Finance', build_type: 'ACCUMULATE', days: null, interval_hours: 2, interval_minutes: 30 },
    there: async ({ get }) => {
      const { oid } = await get<{ oid: string }>('/api/v2/datamodels/schema?title=Finance');
      const { buildType, intervalSeconds } = await get<Record<string, unknown>>(`/api/v2/datamodels/${oid}/schedule`);
      return { buildType, intervalSeconds };
    },
    becomes: { buildType: 'ACCUMULATE', intervalSeconds: 9000 },
  },
  {
    id: 'access.change_folder_and_dashboard_ownership',
    args: {
      executing_user: 'admin@meridian-outdoor.example',
      folder_name: 'Campaigns',
      new_owner_name: maya,
      original_owner_rule: 'view',
      change_dashboard_ownership: true,
    },
    there: async ({ get }) => {
      type Lying = { owner: string; parentFolder: { name: string; owner: string } | null };
      const lying = await get<Lying[]>('/api/v1/dashboards/admin?dashboardType=owner&expand=parentFolder');
      const inside = lying.filter(({ parentFolder }) => parentFolder?.name === 'Campaigns');
      const campaigns = inside[0]?.parentFolder;
      const folders = await get<{ name: string; owner: string }[]>('/api/v1/folders?structure=flat');
      const marketing = folders.find(({ name }) => name === 'Marketing');
      const email = new Map((await get<User[]>('/api/v1/users')).map((user) => [user._id, user.email]));
      return [
        email.get(campaigns?.owner ?? ''),
        [...new Set(inside.map(({ owner }) => email.get(owner)))],
        email.get(marketing?.owner ?? ''),
      ];
    },
    becomes: [maya, [maya], 'admin@meridian-outdoor.example'],
  },
];

describe('a read of access', () => {
  it.each(reads)('$id $args tells the same', async ({ id, args, told, there }) => {
    expect(told(await replay.read(id, args))).toEqual(await there(replay.there));
  });
});

describe('a change of access, once approved', () => {
  it.each(changes)('$id $args does the same', async ({ id, args, secrets, there, becomes }) => {
    const given = typeof args === 'function' ? await args(replay.there) : args;
    expect(await replay.change(id, given, secrets)).toBe('done');
    expect(await there(replay.there)).toEqual(becomes);
  });
});

describe('what the Python implementation took in a call', () => {
  it.each([
    ['access.get_users_all', { domain: 'x.example', token: 'abc', ssl: true }],
    ['access.delete_user', { user_name: maya, domain: 'x.example', token: 'abc', ssl: 'true' }],
  ])('%s with a connection is refused with where it is set', async (id, args) => {
    const { isError, text } = await replay.call(id, args);
    expect(isError).toBe(true);
    expect(text).toContain('A call never carries a connection');
    expect(text).not.toContain('abc');
  });

  it.each([
    ['access.change_user_password', { user_id: maya, password: 'canary' }],
    ['access.create_user', { user_data: { email: newcomer, password: 'canary' } }],
  ])('%s with a password is refused with who types it', async (id, args) => {
    const { isError, text } = await replay.call(id, args);
    expect(isError).toBe(true);
    expect(text).toContain('the person who approves the change types it there');
    expect(text).not.toContain('canary');
  });
});
