import { expect, test } from 'vitest';
import { createTool, deleteTool, fillTool, paintTool, renewTool } from '../test/item-catalog.ts';
import { carriedOut, openItems, proposal, rested, world } from '../test/item-engine.ts';

const fill = { tool: fillTool, input: { children: 2 } };

test('later steps use the id that an earlier one made', async () => {
  const { operations, caller, items } = await world();
  const ended = await carriedOut(operations, { ...fill, caller });
  expect(ended).toMatchObject({ end: 'done', counts: { total: 3, done: 3, pending: 0 } });
  expect(items.contents()).toEqual(['box grey', 'child 1 blue in box', 'child 2 blue in box']);
  expect(ended.steps['s2']).toMatchObject({ argument: { parent: ended.steps['s1']?.outcome && 'i1' } });
});

test('a step whose asset changed after planning is left alone, and says what changed', async () => {
  const { operations, caller, items } = await world();
  const lamp = items.add('lamp');
  const { operation } = await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  items.items.set(lamp.id, { ...lamp, color: 'blue' });
  const { id, digest, principal } = operation;
  await operations.approve({ id, digest, caller });
  const ended = await rested(operations, { id, principal });
  expect(ended.end).toBe('failed');
  const outcome = ended.steps['s1']?.outcome;
  if (outcome?.state !== 'failed') throw new Error('not failed');
  expect(outcome.failure.code).toBe('stale');
  expect(outcome.failure.message).toContain('color was "red" and is now "blue"');
  expect(items.changes).toEqual([]);
});

test('what stands on a failed step is skipped, the rest is done: partly', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  items.fault = ({ item }) => (item?.name === 'box' ? 'refused' : undefined);
  const ended = await carriedOut(operations, { tool: fillTool, input: { children: 1, repaint: 'lamp' }, caller });
  expect(ended).toMatchObject({ end: 'partly', counts: { done: 1, failed: 1, skipped: 1 } });
  expect(ended.steps['s2']?.outcome).toEqual({
    state: 'skipped',
    reason: 'It stands on step s1 (item "box"), which was not done.',
  });
  expect(items.contents()).toEqual(['lamp gold']);
});

test('a lost answer whose change is there counts as done, its id read back; it is sent once', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ item }) => (item?.name === 'box' ? 'lost-answer' : undefined);
  const ended = await carriedOut(operations, { ...fill, caller });
  expect(ended.end).toBe('done');
  expect(items.changes).toHaveLength(3);
  expect(items.contents()).toEqual(['box grey', 'child 1 blue in box', 'child 2 blue in box']);
});

test('a lost answer whose change is not there interrupts; resuming looks first and then does it once', async () => {
  const { operations, caller, items } = await world();
  let lost = 0;
  items.fault = ({ item }) => (item?.name === 'child 1' && lost++ === 0 ? 'lost-request' : undefined);
  const stopped = await carriedOut(operations, { ...fill, caller });
  expect(stopped).toMatchObject({ state: 'interrupted', steps: { s2: { state: 'intended', attempt: 1 } } });
  const { id, principal } = stopped;
  await operations.resume({ id, caller });
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'done', steps: { s2: { attempt: 2 } } });
  expect(items.named('child 1')).toHaveLength(1);
});

test('an effect that shows late is waited for', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  let hidden = 2;
  let applied = false;
  const call = items.call.bind(items);
  items.call = async (request) => {
    const answer = await call(request);
    if (request.method === 'update') applied = true;
    if (request.method !== 'list' || !applied || hidden-- <= 0) return answer;
    return [{ id: 'i1', name: 'lamp', color: 'red' }];
  };
  const ended = await carriedOut(operations, { tool: paintTool, input: { names: ['lamp'], color: 'gold' }, caller });
  expect(ended.end).toBe('done');
});

test('a success that reading back does not show is a failure', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  items.fault = ({ method }) => (method === 'delete' ? 'false-success' : undefined);
  const ended = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  expect(ended).toMatchObject({
    end: 'failed',
    steps: { s1: { outcome: { failure: { code: 'unexpected-answer' } } } },
  });
});

test('what never left is sent again, each time with its own intent; when that fails too, the operation is interrupted', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  let failures = 2;
  items.fault = ({ method }) => (method === 'delete' && failures-- > 0 ? 'unreachable' : undefined);
  const input = { name: 'lamp' };
  const ended = await carriedOut(operations, { tool: deleteTool, input, caller });
  expect(ended).toMatchObject({ end: 'done', steps: { s1: { attempt: 3 } } });
  items.add('lamp');
  items.fault = ({ method }) => (method === 'delete' ? 'unreachable' : undefined);
  const stopped = await carriedOut(operations, { tool: deleteTool, input, caller });
  expect(stopped).toMatchObject({ state: 'interrupted' });
  expect(stopped.reason).toContain('could not be reached');
});

test('a token that is refused interrupts before anything is lost', async () => {
  const { operations, caller, items } = await world();
  const { operation } = await proposal(operations, { ...fill, caller });
  items.fault = () => 'unauthorized';
  const { id, digest, principal } = operation;
  await operations.approve({ id, digest, caller });
  expect(await rested(operations, { id, principal })).toMatchObject({ state: 'interrupted', counts: { pending: 3 } });
  items.fault = () => undefined;
  await operations.resume({ id, caller });
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'done' });
});

test('what nobody can tell is asked of a person, never sent again and never called failed', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ item }) => (item?.name === 'copy' ? 'lost-answer' : undefined);
  const asked = await carriedOut(operations, { tool: fillTool, input: { children: 0, copy: true }, caller });
  expect(asked.state).toBe('needs-decision');
  expect(asked.question).toMatchObject({ step: 's2', candidates: ['i1', 'i2'] });
  expect(asked.question?.question).toContain('Did this happen: create item "copy"? Copies cannot be told apart.');
  const { id, principal } = asked;
  const answer = { id, step: 's2', decision: 'applied' as const, caller };
  await expect(operations.decide({ ...answer, step: 's1' })).rejects.toMatchObject({ code: 'not-waiting' });
  await expect(operations.decide({ ...answer, candidate: 'i9' })).rejects.toMatchObject({ code: 'arguments-differ' });
  await operations.decide({ ...answer, candidate: 'i2' });
  const ended = await rested(operations, { id, principal });
  expect(ended).toMatchObject({ end: 'done', steps: { s2: { outcome: { assetId: 'i2' } } } });
  expect(items.named('copy')).toHaveLength(1);
});

test('when a person says that it did not happen, it is done now', async () => {
  const { operations, caller, items } = await world();
  let lost = 0;
  items.fault = ({ item }) => (item?.name === 'copy' && lost++ === 0 ? 'lost-request' : undefined);
  const { id, principal } = await carriedOut(operations, {
    tool: fillTool,
    input: { children: 0, copy: true },
    caller,
  });
  await operations.decide({ id, step: 's2', decision: 'not-applied', caller });
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'done', steps: { s2: { attempt: 2 } } });
  expect(items.named('copy')).toHaveLength(1);
});

test('an error of ours while changing is judged by what is there', async () => {
  const { operations, caller, items } = await world();
  items.add('lamp');
  items.fault = ({ method }) => (method === 'delete' ? 'crash-of-ours' : undefined);
  const ended = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  expect(ended).toMatchObject({ end: 'failed', steps: { s1: { outcome: { failure: { code: 'bug' } } } } });
});

test('a step that failed half-way says what is different now', async () => {
  const { operations, caller, items } = await world();
  const { id } = items.add('lamp');
  items.fault = ({ method }) => (method === 'build' ? 'refused' : undefined);
  const ended = await carriedOut(operations, { tool: renewTool, input: { id, color: 'gold' }, caller });
  const outcome = ended.steps['s1']?.outcome;
  if (outcome?.state !== 'failed') throw new Error('not failed');
  expect(outcome.failure).toMatchObject({ code: 'invalid', serverReason: 'because' });
  expect(outcome.failure.message).toMatch(/Part of it may have happened: color was "red" and is now "gold"\.$/);
});

test('long steps say how far they are', async () => {
  const { operations, caller } = await world();
  const ended = await carriedOut(operations, { tool: fillTool, input: { children: 0, build: true }, caller });
  expect(ended).toMatchObject({ end: 'done', steps: { s2: { message: 'Building' } } });
});

test('a secret that a server echoes is in no record', async () => {
  const secret = 'correct horse "battery"';
  const given: string[] = [];
  const { operations, caller, items } = await world({ onSecret: (value) => given.push(value) });
  items.fault = () => 'echo-secret';
  items.fault = ({ method }) => (method === 'create' ? 'echo-secret' : undefined);
  const secrets = { password: secret };
  const ended = await carriedOut(operations, { tool: createTool, input: { name: 'lamp' }, caller, secrets });
  expect(ended.end).toBe('failed');
  expect(JSON.stringify(ended)).toContain('[secret]');
  let trail = '';
  for await (const line of operations.auditTrail()) trail += line;
  for (const text of [JSON.stringify(ended), trail]) expect(text).not.toContain('correct horse');
  expect(given).toEqual([secret]);
});

test('closing finishes the step under way, interrupts, and the next process goes on', async () => {
  const { operations, caller, items, file } = await world();
  const { operation } = await proposal(operations, { ...fill, caller });
  const { id, digest, principal } = operation;
  const held = items.hold('child 1');
  await operations.approve({ id, digest, caller });
  await held.reached;
  const closed = operations.close();
  held.letGo();
  await closed;
  const next = await openItems(file);
  expect(await next.recover()).toEqual([]);
  const stopped = await next.get({ id, principal });
  expect(stopped).toMatchObject({ state: 'interrupted', counts: { done: 2, pending: 1 } });
  await next.resume({ id, caller });
  expect(await rested(next, { id, principal })).toMatchObject({ end: 'done' });
  expect(items.changes).toHaveLength(3);
});
