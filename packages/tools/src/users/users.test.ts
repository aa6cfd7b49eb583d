import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

const kenji = 'kenji.watanabe@meridian-outdoor.example';

describe('users', () => {
  it('are found by e-mail in any case, by user name and by id, with names of role and groups', async () => {
    const byEmail = await demo.item('access.get_user', { user_email: 'KENJI.Watanabe@meridian-outdoor.example' });
    expect(byEmail).toMatchObject({
      userName: 'kenji.watanabe',
      role: 'dashboardDesigner',
      groups: expect.arrayContaining(['Store Managers']),
    });
    expect(await demo.item('access.get_user', { user_name: 'kenji.watanabe' })).toEqual(byEmail);
    expect(await demo.item('access.get_user_with_role_and_group_names', { user_name: byEmail['_id'] })).toEqual(
      byEmail,
    );
  });

  it('are told apart from someone who does not exist', async () => {
    await expect(demo.run('access.get_user', { user_email: 'nobody@meridian-outdoor.example' })).rejects.toThrow(
      'There is no user "nobody@',
    );
  });

  it('are all listed, also those without a last name, and Everyone only where it is their only group', async () => {
    const users = await demo.rows('access.get_users_all');
    expect(users).toHaveLength(demo.deployment.world.users.size);
    const partner = users.find(({ userName }) => userName === 'partner.peaksupply');
    expect(partner).toMatchObject({ firstName: 'Peak Supply', groups: ['External Partners'] });
    expect(users.find(({ userName }) => userName === 'svc.reports')?.['groups']).toEqual(['Everyone']);
  });

  it('are listed per group, administrators once in Admins', async () => {
    const admins = (await demo.rows('access.users_per_group_all')).find(({ group }) => group === 'Admins');
    expect(admins?.['username']).toEqual(expect.arrayContaining(['admin', 'maya.chen', 'amara.diallo']));
    expect(new Set(admins?.['username'] as string[]).size).toBe(admins?.['userCount']);
    const finance = await demo.rows('access.users_per_group', { group_name: 'finance' });
    expect(finance.map(({ userName }) => userName)).toContain('grace.mbeki');
  });
});

describe('creating a user', () => {
  const jane = {
    email: 'jane@meridian-outdoor.example',
    firstName: 'Jane',
    role: 'dashboardDesigner',
    groups: ['finance'],
  };

  it('says what it will be, and makes exactly that, with the password of the approver', async () => {
    const draft = await demo.plan('access.create_user', { user_data: jane });
    expect(draft.steps[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'role', before: null, after: 'dashboardDesigner' },
        { field: 'groups', before: null, after: ['Finance'] },
      ]),
    );
    const [made] = await demo.carryOut(draft, { password: 'Str0ng!pass' });
    expect([made?.judged, made?.lost]).toEqual(['applied', 'applied']);
    expect(await demo.item('access.get_user', { user_email: jane.email })).toMatchObject({
      role: 'dashboardDesigner',
      groups: expect.arrayContaining(['Finance']),
    });
  });

  it('is taken back by deleting the user, which is exactly as it was made', async () => {
    const done = await demo.carryOut(await demo.plan('access.create_user', { user_data: jane }));
    const draft = done[0]?.kind.undo;
    if (!draft?.possible) throw new Error('It cannot be undone.');
    const [step] = draft.steps({
      argument: done[0]?.argument,
      before: null,
      after: done[0]?.after ?? null,
      id: done[0]?.id ?? '',
      asset: { type: 'user', name: 'x' },
    });
    const [undone] = await demo.undo(done);
    expect(undone?.before).toEqual(step?.state);
    expect(undone?.judged).toBe('applied');
    await expect(demo.run('access.get_user', { user_email: jane.email })).rejects.toThrow('There is no user');
  });

  it('takes the id of a role too', async () => {
    const { _id: roleId } = await demo.sisense.roles.resolve('designer');
    const draft = await demo.plan('access.create_user', { user_data: { email: jane.email, roleId } });
    expect(draft.steps[0]?.changes).toContainEqual({ field: 'role', before: null, after: 'dashboardDesigner' });
  });

  it('makes a viewer unless told otherwise, and says so', async () => {
    const draft = await demo.plan('access.create_user', { user_data: { email: 'kim@meridian-outdoor.example' } });
    expect(draft.warnings).toEqual(['No role was given, so the user becomes a viewer.']);
  });

  it.each([
    [{ ...jane, email: kenji }, 'exists already'],
    [{ ...jane, groups: ['Finence'] }, 'There is no group "Finence". Is "Finance" meant?'],
    [{ ...jane, role: 'wizard' }, 'There is no role "wizard"'],
    [{ ...jane, password: 'secret' }, 'the person who approves the change types it there (user_data.password)'],
    [{ ...jane, rol: 'viewer' }, 'Unrecognized key: "rol"'],
  ])('is refused with the reason: %j', async (user_data, reason) => {
    await expect(demo.plan('access.create_user', { user_data })).rejects.toThrow(reason);
  });
});

describe('changing a user', () => {
  it('shows field by field what changes, and only that', async () => {
    const draft = await demo.plan('access.update_user', {
      user_email: kenji,
      user_data: { role: 'viewer', groups: ['Finance'] },
    });
    expect(draft.steps[0]?.changes).toEqual([
      { field: 'role', before: 'dashboardDesigner', after: 'viewer' },
      { field: 'groups', before: ['Store Managers'], after: ['Finance'] },
    ]);
  });

  it('is carried out, and taken back to the earlier values', async () => {
    const before = await demo.item('access.get_user', { user_email: kenji });
    const done = await demo.carryOut(
      await demo.plan('access.update_user', {
        user_email: kenji,
        user_data: { firstName: 'Ken', groups: ['Finance'] },
      }),
    );
    expect(done.map(({ judged }) => judged)).toEqual(['applied']);
    expect(await demo.item('access.get_user', { user_email: kenji })).toMatchObject({
      firstName: 'Ken',
      groups: expect.arrayContaining(['Finance']),
    });
    await demo.undo(done);
    const after = await demo.item('access.get_user', { user_email: kenji });
    expect({ ...after, groups: (after['groups'] as string[]).toSorted(), groupIds: [] }).toEqual({
      ...before,
      groups: (before['groups'] as string[]).toSorted(),
      groupIds: [],
    });
  });

  it('leaves a user in the groups that hold everyone, which nobody chooses', async () => {
    const user_data = { groups: [] };
    const done = await demo.carryOut(await demo.plan('access.update_user', { user_email: kenji, user_data }));
    expect(done.map(({ judged }) => judged)).toEqual(['applied']);
    expect(await demo.item('access.get_user', { user_email: kenji })).toMatchObject({ groups: ['Everyone'] });
  });

  it('does nothing where everything is so already', async () => {
    const draft = await demo.plan('access.update_user', { user_email: kenji, user_data: { role: 'designer' } });
    expect(draft).toEqual({ summary: `User "${kenji}" has these values already.`, steps: [] });
  });

  it('sets a password that the approver types, and cannot tell afterwards whether a lost answer did', async () => {
    const [set] = await demo.carryOut(await demo.plan('access.change_user_password', { user_id: kenji }), {
      password: 'N3w!password',
    });
    expect(set?.judged).toBe('applied');
    expect(set?.lost).toMatchObject({ unknown: expect.stringContaining('cannot be read back') });
    await expect(demo.plan('access.change_user_password', { user_id: kenji, password: 'x' })).rejects.toThrow(
      'types it there (password)',
    );
  });
});

describe('deleting a user', () => {
  it('names everything that goes with the user, and how to keep it', async () => {
    const draft = await demo.plan('access.delete_user', { user_name: 'theo.brandt@meridian-outdoor.example' });
    expect(draft.steps[0]?.consequences?.[0]).toMatch(
      /^The user owns 3 dashboards, which Sisense deletes with the user: "/,
    );
    expect(draft.warnings?.[0]).toContain('first give ownership to someone else');
  });

  it('deletes the user, and brings the user back without dashboards and password', async () => {
    const done = await demo.carryOut(await demo.plan('access.delete_user', { user_name: 'pedro.alves' }));
    expect(done[0]).toMatchObject({ judged: 'applied', after: null });
    await demo.undo(done);
    expect(await demo.item('access.get_user', { user_email: 'pedro.alves' })).toMatchObject({
      role: 'viewer',
      groups: expect.arrayContaining(['Store Managers']),
    });
  });

  it('is stale once the user owns a dashboard more', async () => {
    const draft = await demo.plan('access.delete_user', { user_name: 'elena.marchetti' });
    const owned = [...demo.deployment.world.dashboards.values()].find(({ title }) => title === 'Order Map');
    if (owned) owned.owner = String(draft.steps[0]?.asset.id);
    const done = await demo.carryOut(draft);
    expect(done[0]?.before).not.toEqual(draft.steps[0]?.state);
  });

  it('refuses oneself and the system administrator', async () => {
    await expect(demo.plan('access.delete_user', { user_name: 'admin' })).rejects.toThrow(
      'deleting yourself is not allowed',
    );
  });
});
