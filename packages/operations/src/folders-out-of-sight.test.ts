import { type SimulatedDeployment, type Simulator, startSimulator } from '@fes-assistant/simulator';
import { Sisense } from '@fes-assistant/sisense';
import { type ChangeTool, createCatalog } from '@fes-assistant/tools';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openItems, proposal, rested } from '../test/item-engine.ts';
import type { Caller, Operations } from './index.ts';

const catalog = createCatalog();
const signal = new AbortController().signal;
let simulator: Simulator;
let demo: SimulatedDeployment;
let sisense: Sisense;
let operations: Operations;
let caller: Caller;

beforeEach(async () => {
  simulator = await startSimulator({ world: 'demo' });
  const [first] = simulator.deployments;
  if (!first) throw new Error('no deployment');
  demo = first;
  sisense = new Sisense({ origin: demo.origin, token: demo.token });
  const { id, email } = demo.users.admin;
  const deployment = demo.origin;
  const identity = { side: 'only' as const, deployment, fingerprint: 'f'.repeat(64), userId: id, userName: email };
  caller = { principal: 'ann', connections: [{ identity, sisense }] };
  operations = await openItems(undefined, { catalog, onSecret: () => {} });
});

afterEach(async () => {
  await operations.close();
  await sisense.close();
  await simulator.close();
});

const folderOf = (title: string) =>
  [...demo.world.dashboards.values()].find((one) => one.title === title)?.parentFolder;

const idOf = (name: string) => [...demo.world.users.values()].find(({ email }) => email.startsWith(name))?._id ?? '';

/** Who owns a folder and what lies in it, and who is given these dashboards. */
function state(folder: string) {
  const inside = [...demo.world.dashboards.values()].filter(({ parentFolder }) => parentFolder === folder);
  return {
    owner: demo.world.folders.get(folder)?.owner,
    owners: inside.map(({ owner }) => owner),
    adminHasShares: inside.some(({ shares }) => shares.some(({ shareId }) => shareId === demo.users.admin.id)),
  };
}

async function propose(input: Record<string, unknown>) {
  const tool = catalog.findTool('access.change_folder_and_dashboard_ownership') as ChangeTool;
  return (await proposal(operations, { tool, input, caller })).operation;
}

async function approve(operation: Awaited<ReturnType<typeof propose>>) {
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  return rested(operations, operation);
}

test.each([
  ['that the administrator cannot see', 'Headcount'],
  ['that the administrator gives away and then cannot see', 'Month Close Checklist'],
])('a folder %s is given to another owner, and back', async (_which, title) => {
  const folder = String(folderOf(title));
  const before = state(folder);
  const done = await approve(await propose({ folder_name: folder, new_owner_name: 'priya.nair' }));
  expect(done).toMatchObject({ end: 'done', undoable: true });
  const priya = idOf('priya.nair');
  expect(state(folder)).toEqual({ owner: priya, owners: before.owners.map(() => priya), adminHasShares: false });
  const undo = await operations.undo({ id: done.id, caller, signal });
  expect(await approve(undo.operation)).toMatchObject({ end: 'done' });
  expect(state(folder)).toEqual(before);
});

test('a folder out of sight that someone else changed meanwhile is not taken back, and no share stays', async () => {
  const folder = String(folderOf('Headcount'));
  const done = await approve(await propose({ folder_name: folder, new_owner_name: 'priya.nair' }));
  const tomas = idOf('tomas.silva');
  const changed = demo.world.folders.get(folder);
  if (changed) Object.assign(changed, { owner: tomas });
  const undo = await operations.undo({ id: done.id, caller, signal });
  expect(await approve(undo.operation)).toMatchObject({ end: 'partly' });
  expect(state(folder)).toMatchObject({ owner: tomas, adminHasShares: false });
});
