import { expect, test } from 'vitest';
import { changeCalled, type Demo, openDemo } from '../test/demo-deployment.ts';

const deletion = changeCalled('access.delete_user');
const emails = ({ world }: Demo) => [...world.users.values()].map(({ email }) => email);

test('access.delete_user: proposed it reads, approved it deletes once, undone the user is back', async () => {
  const { demo, propose, approve, takeBack } = await openDemo();
  const input = deletion.examples[0]?.input ?? {};
  const email = String(input['user_name']);
  demo.requests.clear();
  const operation = await propose(deletion, input);
  expect(demo.requests.changes()).toEqual([]);
  expect(emails(demo)).toContain(email);
  const ended = await approve(operation);
  expect(ended.end).toBe('done');
  expect(emails(demo)).not.toContain(email);
  expect(demo.requests.count({ method: 'DELETE' })).toBe(1);
  expect(await takeBack(ended)).toMatchObject({ end: 'done' });
  expect(emails(demo)).toContain(email);
});

test.each(['reset-after-headers', 'reset-mid-body', 'truncated-body', 'die-after-effect'] as const)(
  'an answer lost by %s after the user was deleted: done, and deleted once',
  async (kind) => {
    const { demo, propose, approve, takeBack } = await openDemo();
    const theo = [...demo.world.users.values()].find(({ email }) => email.startsWith('theo'));
    const operation = await propose(deletion, { user_name: theo?.email });
    demo.requests.clear();
    const fault = demo.faults.add({ kind, method: 'DELETE', times: 1 });
    const ended = await approve(operation);
    expect(fault.hits()).toBe(1);
    fault.remove();
    expect(ended.end).toBe('done');
    expect(demo.world.users.has(theo?._id ?? '')).toBe(false);
    expect(demo.requests.count({ method: 'DELETE' })).toBe(1);
    expect(await takeBack(ended)).toMatchObject({ end: 'done' });
  },
);

test('a user who was changed after planning is not deleted', async () => {
  const { demo, sisense, propose, approve } = await openDemo();
  const input = deletion.examples[1]?.input ?? {};
  const operation = await propose(deletion, input);
  const user = await sisense.users.resolve(String(input['user_name']));
  await sisense.users.update(user._id, { firstName: 'Changed' });
  const ended = await approve(operation);
  expect(ended).toMatchObject({ end: 'failed', steps: { s1: { outcome: { failure: { code: 'stale' } } } } });
  expect(emails(demo)).toContain(user.email);
});

const people = ({ world }: Demo) =>
  [...world.users.values()].map(({ email, roleId, groups, active }) => ({ email, roleId, groups, active }));

test.each([
  ['access.create_user', 0],
  ['access.update_user', 2],
] as const)('%s is done, checked and undone', async (id, example) => {
  const { demo, propose, approve, takeBack } = await openDemo();
  const change = changeCalled(id);
  const before = people(demo);
  const required = (change.secrets ?? []).filter((field) => field.required);
  const secrets = Object.fromEntries(required.map(({ name }) => [name, 'Passw0rd!x']));
  const done = await approve(await propose(change, change.examples[example]?.input ?? {}), secrets);
  expect(done).toMatchObject({ end: 'done', undoable: true });
  expect(people(demo)).not.toEqual(before);
  expect(await takeBack(done)).toMatchObject({ end: 'done' });
  expect(people(demo)).toEqual(before);
});
