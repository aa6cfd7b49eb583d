import { expect, test } from 'vitest';
import { deleteTool, fillTool, paintTool } from '../test/item-catalog.ts';
import { callerOn, carriedOut, rested, world } from '../test/item-engine.ts';

const signal = new AbortController().signal;

async function carriedBack(all: Awaited<ReturnType<typeof world>>, id: string) {
  const { operations, caller } = all;
  const { operation } = await operations.undo({ id, caller, signal });
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  return rested(operations, operation);
}

test('undoing is a proposal of its own: nothing changes before it is approved', async () => {
  const all = await world();
  const { items, operations, caller } = all;
  items.add('lamp');
  const { id } = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const { operation } = await operations.undo({ id, caller, signal });
  expect(operation).toMatchObject({ state: 'proposed', plan: { undoes: id, summary: 'Take back: Delete item lamp' } });
  expect(operation.plan.steps).toMatchObject([{ kind: 'item.create', takesBack: 's1' }]);
  expect(items.contents()).toEqual([]);
  expect(await operations.inputOf({ id: operation.id, principal: 'ann' })).toEqual({
    tool: 'operations.undo',
    input: { operation_id: id },
  });
});

test('what was deleted is there again, and the operation knows that it was undone', async () => {
  const all = await world();
  all.items.add('lamp');
  const { id } = await carriedOut(all.operations, { tool: deleteTool, input: { name: 'lamp' }, caller: all.caller });
  const back = await carriedBack(all, id);
  expect(back.end).toBe('done');
  expect(all.items.contents()).toEqual(['lamp red']);
  const undone = await all.operations.get({ id, principal: 'ann' });
  expect(undone).toMatchObject({ state: 'ended', undoable: false, undoneBy: [back.id] });
  const again = all.operations.undo({ id, caller: all.caller, signal });
  await expect(again).rejects.toThrow('It has been undone already.');
});

test('many steps are taken back in reverse, only those that were done', async () => {
  const all = await world();
  const { items, operations, caller } = all;
  items.add('lamp');
  items.fault = ({ item }) => (item?.name === 'child 2' ? 'refused' : undefined);
  const { id } = await carriedOut(operations, { tool: fillTool, input: { children: 2, repaint: 'lamp' }, caller });
  expect(items.contents()).toEqual(['box grey', 'child 1 blue in box', 'lamp gold']);
  items.fault = () => undefined;
  const back = await carriedBack(all, id);
  expect(back.plan.steps.map(({ takesBack }) => takesBack)).toEqual(['s4', 's2', 's1']);
  expect(items.contents()).toEqual(['lamp red']);
});

test('what others changed since is left alone and named', async () => {
  const all = await world();
  const { items, operations, caller } = all;
  const [lamp] = [items.add('lamp'), items.add('vase')];
  const input = { names: ['lamp', 'vase'], color: 'gold' };
  const { id } = await carriedOut(operations, { tool: paintTool, input, caller });
  items.items.set(lamp.id, { ...lamp, color: 'pink' });
  const { operation } = await operations.undo({ id, caller, signal });
  expect(operation.plan.warnings).toEqual([
    'Someone else changed item "lamp" since, so it is left as it is: color was "gold" and is now "pink".',
  ]);
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  await rested(operations, operation);
  expect(items.contents()).toEqual(['lamp pink', 'vase red']);
  expect(await operations.get({ id, principal: 'ann' })).toMatchObject({ undoable: true });
  items.items.set(lamp.id, { ...lamp, color: 'gold' });
  expect((await carriedBack(all, id)).end).toBe('done');
  expect(items.contents()).toEqual(['lamp red', 'vase red']);
});

test('what others change between proposing and approving an undo is not overwritten', async () => {
  const all = await world();
  const { items, operations, caller } = all;
  const lamp = items.add('lamp');
  const { id } = await carriedOut(operations, { tool: paintTool, input: { names: ['lamp'], color: 'gold' }, caller });
  const { operation } = await operations.undo({ id, caller, signal });
  items.items.set(lamp.id, { ...lamp, color: 'pink' });
  await operations.approve({ id: operation.id, digest: operation.digest, caller });
  expect(await rested(operations, operation)).toMatchObject({ end: 'failed' });
  expect(items.contents()).toEqual(['lamp pink']);
});

test('of two undo proposals only the first that is approved is carried out', async () => {
  const all = await world();
  const { items, operations, caller } = all;
  items.add('lamp');
  const { id } = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const second = (await operations.undo({ id, caller, signal })).operation;
  await carriedBack(all, id);
  const late = operations.approve({ id: second.id, digest: second.digest, caller });
  await expect(late).rejects.toMatchObject({ code: 'not-undoable' });
  expect(items.contents()).toEqual(['lamp red']);
});

test('an undo can be undone', async () => {
  const all = await world();
  all.items.add('lamp');
  const { id } = await carriedOut(all.operations, { tool: deleteTool, input: { name: 'lamp' }, caller: all.caller });
  const back = await carriedBack(all, id);
  expect((await carriedBack(all, back.id)).end).toBe('done');
  expect(all.items.contents()).toEqual([]);
});

test('steps that cannot be taken back are named', async () => {
  const { operations, caller } = await world();
  const { id } = await carriedOut(operations, { tool: fillTool, input: { children: 0, copy: true }, caller });
  const { operation } = await operations.undo({ id, caller, signal });
  expect(operation.plan.warnings).toEqual([
    'One step stays as done. Cannot be undone: a copy cannot be told from the others.',
  ]);
});

test('what is not over, was not done, is not yours or was done elsewhere is not undone', async () => {
  const { items, operations, caller } = await world();
  items.add('lamp');
  items.fault = ({ method }) => (method === 'delete' ? 'refused' : undefined);
  const { id } = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  await expect(operations.undo({ id, caller, signal })).rejects.toThrow('Nothing of it was done');
  items.fault = () => undefined;
  const done = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const undoAs = (changes: Parameters<typeof callerOn>[1]) =>
    operations.undo({ id: done.id, caller: callerOn(items, changes), signal });
  await expect(undoAs({ principal: 'bob' })).rejects.toMatchObject({ code: 'wrong-principal' });
  await expect(undoAs({ deployment: 'https://other.example.com' })).rejects.toMatchObject({ code: 'wrong-connection' });
});
