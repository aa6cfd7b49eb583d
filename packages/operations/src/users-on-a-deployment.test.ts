import { type SimulatedDeployment, type Simulator, startSimulator } from '@fes-assistant/simulator';
import { Sisense } from '@fes-assistant/sisense';
import { type ChangeTool, createCatalog } from '@fes-assistant/tools';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carriedOut, openItems, proposal, rested } from '../test/item-engine.ts';
import type { Caller, Operations } from './index.ts';

const catalog = createCatalog();
const signal = new AbortController().signal;
let simulator: Simulator;
let demo: SimulatedDeployment;
let sisense: Sisense;
let operations: Operations;
let caller: Caller;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'demo' });
  const [first] = simulator.deployments;
  if (!first) throw new Error('no deployment');
  demo = first;
  sisense = new Sisense({ origin: demo.origin, token: demo.token });
  const { id, email } = demo.users.admin;
  const identity = {
    side: 'only' as const,
    deployment: demo.origin,
    fingerprint: 'f'.repeat(64),
    userId: id,
    userName: email,
  };
  caller = { principal: 'ann', connections: [{ identity, sisense }] };
  operations = await openItems(undefined, { catalog, onSecret: () => {} });
});

afterAll(async () => {
  await operations.close();
  await sisense.close();
  await simulator.close();
});

function tool(id: string): ChangeTool {
  const found = catalog.findTool(id);
  if (found?.effect !== 'change') throw new Error(`${id} is not a change`);
  return found;
}

const emails = () => [...demo.world.users.values()].map(({ email }) => email);

test('access.delete_user: proposed it reads, approved it deletes once, undone the user is back', async () => {
  const deletion = tool('access.delete_user');
  const input = deletion.examples[0]?.input ?? {};
  const email = String(input['user_name']);
  demo.requests.clear();
  const { operation } = await proposal(operations, { tool: deletion, input, caller });
  expect(demo.requests.changes()).toEqual([]);
  expect(emails()).toContain(email);
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  const ended = await rested(operations, operation);
  expect(ended.end).toBe('done');
  expect(emails()).not.toContain(email);
  expect(demo.requests.count({ method: 'DELETE' })).toBe(1);
  const undo = await operations.undo({ id: operation.id, caller, signal });
  await operations.approve({ id: undo.operation.id, digest: undo.operation.digest, caller });
  expect(await rested(operations, undo.operation)).toMatchObject({ end: 'done' });
  expect(emails()).toContain(email);
});

test.each(['reset-after-headers', 'reset-mid-body', 'truncated-body', 'die-after-effect'] as const)(
  'an answer lost by %s after the user was deleted: done, and deleted once',
  async (kind) => {
    const { email, _id } =
      [...demo.world.users.values()].find((one) => one.email.startsWith('theo')) ??
      [...demo.world.users.values()].at(-1)!;
    const input = { user_name: email };
    const { operation } = await proposal(operations, { tool: tool('access.delete_user'), input, caller });
    demo.requests.clear();
    const fault = demo.faults.add({ kind, method: 'DELETE', times: 1 });
    await operations.approve({ id: operation.id, digest: operation.digest, caller });
    const ended = await rested(operations, operation);
    expect(fault.hits()).toBe(1);
    fault.remove();
    expect(ended.end).toBe('done');
    expect(demo.world.users.has(_id)).toBe(false);
    expect(demo.requests.count({ method: 'DELETE' })).toBe(1);
    const undo = await operations.undo({ id: operation.id, caller, signal });
    await operations.approve({ id: undo.operation.id, digest: undo.operation.digest, caller });
    await rested(operations, undo.operation);
  },
);

test('a user who was changed after planning is not deleted', async () => {
  const input = tool('access.delete_user').examples[1]?.input ?? {};
  const { operation } = await proposal(operations, { tool: tool('access.delete_user'), input, caller });
  const user = await sisense.users.resolve(String(input['user_name']));
  await sisense.users.update(user._id, { firstName: 'Changed' });
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  const ended = await rested(operations, operation);
  expect(ended).toMatchObject({ end: 'failed', steps: { s1: { outcome: { failure: { code: 'stale' } } } } });
  expect(emails()).toContain(user.email);
});

const people = () =>
  [...demo.world.users.values()].map(({ email, roleId, groups, active }) => ({ email, roleId, groups, active }));

test.each([
  ['access.create_user', 0],
  ['access.update_user', 2],
] as const)('%s is done, checked and undone', async (id, example) => {
  const change = tool(id);
  const input = change.examples[example]?.input ?? {};
  const before = people();
  const required = (change.secrets ?? []).filter((field) => field.required);
  const secrets = Object.fromEntries(required.map(({ name }) => [name, 'Passw0rd!x']));
  const done = await carriedOut(operations, { tool: change, input, caller, secrets });
  expect(done).toMatchObject({ end: 'done', undoable: true });
  expect(people()).not.toEqual(before);
  const undo = await operations.undo({ id: done.id, caller, signal });
  await operations.approve({ id: undo.operation.id, digest: undo.operation.digest, caller });
  expect(await rested(operations, undo.operation)).toMatchObject({ end: 'done' });
  expect(people()).toEqual(before);
});
