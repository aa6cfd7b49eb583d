import { expect, test } from 'vitest';
import { deleteTool, fillTool } from '../test/item-catalog.ts';
import { carriedOut, openItems, proposal, rested, world } from '../test/item-engine.ts';

const fill = { tool: fillTool, input: { children: 3 } };

/** A run that stands still in the middle of making "child 1". */
async function halfWay() {
  const all = await world();
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  all.items.gate = async ({ item }) => {
    if (item?.name !== 'child 1') return;
    reached.resolve();
    await go.promise;
  };
  const { operation } = await proposal(all.operations, { ...fill, caller: all.caller });
  const { id, digest, principal } = operation;
  await all.operations.approve({ id, digest, caller: all.caller });
  await reached.promise;
  return { ...all, id, principal, go: go.resolve };
}

test('cancelling finishes and records the step under way, and no other begins', async () => {
  const { operations, caller, items, id, principal, go } = await halfWay();
  const asked = await operations.cancel({ id, caller });
  expect(asked).toMatchObject({ state: 'running', cancelRequested: true });
  go();
  const ended = await rested(operations, { id, principal });
  expect(ended).toMatchObject({ end: 'cancelled', undoable: true, counts: { done: 2, skipped: 2, pending: 0 } });
  expect(ended.steps['s4']?.outcome).toEqual({ state: 'skipped', reason: 'Cancelled before it began.' });
  expect(items.contents()).toEqual(['box grey', 'child 1 blue in box']);
  await expect(operations.cancel({ id, caller })).rejects.toMatchObject({ code: 'not-waiting' });
});

test('cancelling through another process stops it at the next step', async () => {
  const { operations, caller, items, id, principal, go, file } = await halfWay();
  const other = await openItems(file);
  await other.cancel({ id, caller });
  go();
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'cancelled', counts: { done: 2 } });
  expect(items.changes).toHaveLength(2);
});

test('a wait in reading is ended at once', async () => {
  const { operations, caller, items } = await world();
  const { operation } = await proposal(operations, { ...fill, caller });
  const reached = Promise.withResolvers<void>();
  items.gate = async () => {
    reached.resolve();
    await operations.cancel({ id: operation.id, caller });
  };
  const { id, digest, principal } = operation;
  await operations.approve({ id, digest, caller });
  await reached.promise;
  expect(await rested(operations, { id, principal })).toMatchObject({
    end: 'cancelled',
    undoable: false,
    counts: { skipped: 4 },
  });
  expect(items.changes).toEqual([]);
});

test('an interrupted operation is cancelled with the truth: what was begun is unknown', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ item }) => (item?.name === 'child 1' ? 'lost-request' : undefined);
  const { id } = await carriedOut(operations, { ...fill, caller });
  const ended = await operations.cancel({ id, caller });
  expect(ended).toMatchObject({ state: 'ended', end: 'unknown', counts: { done: 1, unknown: 1, skipped: 2 } });
});

test('an operation that asks is cancelled with what it asked about', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ item }) => (item?.name === 'copy' ? 'lost-answer' : undefined);
  const { id } = await carriedOut(operations, { tool: fillTool, input: { children: 0, copy: true }, caller });
  const ended = await operations.cancel({ id, caller });
  expect(ended.steps['s2']?.outcome).toMatchObject({ state: 'unknown', candidates: ['i1', 'i2'] });
});

test('cancelling a proposal declines it; another principal cannot', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  const { operation } = await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const bob = { principal: 'bob' };
  await expect(operations.cancel({ id: operation.id, caller: bob })).rejects.toMatchObject({ code: 'wrong-principal' });
  expect(await operations.cancel({ id: operation.id, caller })).toMatchObject({ state: 'declined' });
});
