import type { ChangeTool } from '@fes-assistant/tools';
import { expect, test } from 'vitest';
import { createTool, deleteTool, fillTool, paintTool } from '../test/item-catalog.ts';
import { proposal, world } from '../test/item-engine.ts';

const signal = new AbortController().signal;

test('a proposal reads the deployment and changes nothing', async () => {
  const { items, operations, caller } = await world();
  items.add('lamp');
  const { operation, approvalUrl } = await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  expect(operation.state).toBe('proposed');
  expect(items.changes).toEqual([]);
  expect(items.contents()).toEqual(['lamp red']);
  expect(approvalUrl).toBe(`http://127.0.0.1/approve/${operation.id}`);
});

test('a step names the state it was planned against and how far it can be undone', async () => {
  const { items, operations, caller } = await world();
  items.add('lamp');
  const { operation } = await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const [step] = operation.plan.steps;
  expect(step).toMatchObject({ id: 's1', kind: 'item.delete', action: 'delete', side: 'only' });
  expect(step?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(step?.before).toBe(step?.fingerprint);
  expect(step?.undo).toBe('Can be undone: the item is made again with a new id.');
});

test('the same plan has the same digest; another state another one', async () => {
  const { items, operations, caller } = await world();
  const lamp = items.add('lamp');
  const digest = async () =>
    (await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller })).operation.digest;
  const first = await digest();
  expect(await digest()).toBe(first);
  items.items.set(lamp.id, { ...lamp, color: 'blue' });
  expect(await digest()).not.toBe(first);
});

test('small plans wait ten minutes for approval, large ones a day, and a setting overrides both', async () => {
  const clock = () => new Date('2026-11-24T10:00:00Z');
  const wait = async (children: number, approvalTtl?: number) => {
    const { operations, caller } = await world({ clock, approvalTtl });
    const { operation } = await proposal(operations, { tool: fillTool, input: { children }, caller });
    return operation.expiresAt;
  };
  expect(await wait(49)).toBe('2026-11-24T10:10:00.000Z');
  expect(await wait(50)).toBe('2026-11-25T10:00:00.000Z');
  expect(await wait(50, 60_000)).toBe('2026-11-24T10:01:00.000Z');
});

test('a plan without steps is not proposed', async () => {
  const { items, operations, caller } = await world();
  items.add('lamp', 'gold');
  const tool = paintTool as ChangeTool;
  const answer = await operations.propose({ tool, input: { names: ['lamp'], color: 'gold' }, caller, signal });
  expect(answer).toEqual({ nothingToDo: 'Paint 0 items gold', warnings: [] });
  expect(await operations.list({ principal: 'ann' })).toEqual([]);
});

test('unknown arguments are refused, older names accepted, and the recorded input has every default', async () => {
  const { operations, caller } = await world();
  const unknown = proposal(operations, { tool: createTool, input: { name: 'lamp', size: 3 }, caller });
  await expect(unknown).rejects.toThrow(/size/);
  const { operation } = await proposal(operations, { tool: createTool, input: { title: 'lamp' }, caller });
  expect(await operations.inputOf({ id: operation.id, principal: 'ann' })).toEqual({
    tool: 'items.create',
    input: { name: 'lamp', color: 'red' },
  });
});

test('the plan says which secrets it needs, by name and label', async () => {
  const { operations, caller } = await world();
  const { operation } = await proposal(operations, { tool: createTool, input: { name: 'lamp' }, caller });
  expect(operation.plan.secretFields).toEqual([{ name: 'password', label: 'Password', required: true }]);
  expect(operation.plan.steps[0]?.secrets).toEqual(['password']);
});

test('without a connection, or with changes switched off, nothing is planned', async () => {
  const { operations, items } = await world();
  const nobody = { principal: 'ann', connections: [] };
  const unconnected = proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller: nobody });
  await expect(unconnected).rejects.toMatchObject({ code: 'connection-needed' });
  const off = await world({ changesAllowed: false });
  const refused = proposal(off.operations, { tool: deleteTool, input: { name: 'lamp' }, caller: off.caller });
  await expect(refused).rejects.toMatchObject({ code: 'changes-off' });
  expect(items.requests).toEqual([]);
  expect(off.items.requests).toEqual([]);
});

test('source and target may not be the same deployment', async () => {
  const { operations, caller } = await world();
  const [only] = caller.connections;
  if (!only) throw new Error('no connection');
  const side = (name: 'source' | 'target') => ({ ...only, identity: { ...only.identity, side: name } });
  const both = { ...caller, connections: [side('source'), side('target')] };
  const refused = proposal(operations, { tool: fillTool, input: { children: 1 }, caller: both });
  await expect(refused).rejects.toMatchObject({ code: 'wrong-connection' });
});
