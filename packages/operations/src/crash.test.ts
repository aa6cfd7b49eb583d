import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTool } from '../test/item-catalog.ts';
import { callerOn, newFile, openItems, proposal, rested } from '../test/item-engine.ts';
import { ItemStore } from '../test/item-store.ts';
import type { CheckpointName, Operations } from './index.ts';

const input = { children: 2, repaint: 'lamp', copy: true };
const wanted = ['box grey', 'child 1 blue in box', 'child 2 blue in box', 'copy red', 'lamp gold'];

class Killed extends Error {}

/** An engine that dies at its n-th transition: from then on it writes nothing and sends nothing. */
async function openUntil(file: string, transitions: number) {
  const died = Promise.withResolvers<void>();
  const passed: CheckpointName[] = [];
  const checkpoint = (name: CheckpointName) => {
    passed.push(name);
    if (passed.length < transitions) return;
    died.resolve();
    throw new Killed();
  };
  const operations = await openItems(file, { checkpoint });
  return { operations, passed, died: died.promise };
}

/** Brings an operation on by one process's life: approves, resumes or answers, as its state asks for. */
async function liveOnce(operations: Operations, id: string, items: ItemStore): Promise<void> {
  await operations.recover();
  const caller = callerOn(items);
  for (;;) {
    const { state, digest, question } = await operations.get({ id, principal: 'ann' });
    if (state === 'proposed') await operations.approve({ id, digest, caller });
    else if (state === 'interrupted') await operations.resume({ id, caller });
    else if (state === 'needs-decision' && question) {
      const decision = items.named('copy').length > 0 ? ('applied' as const) : ('not-applied' as const);
      await operations.decide({ id, step: question.step, decision, caller });
    } else if (state === 'ended') return;
    await rested(operations, { id, principal: 'ann' });
  }
}

/** Lives and dies as often as there are numbers, then lives on to the end. */
async function survive(deaths: number[]) {
  const file = newFile();
  const items = new ItemStore();
  items.add('lamp');
  const planner = await openItems(file);
  const { operation } = await proposal(planner, { tool: fillTool, input, caller: callerOn(items) });
  await planner.close();
  let crashed = 0;
  for (const transitions of deaths) {
    const { operations, died } = await openUntil(file, transitions);
    const life = liveOnce(operations, operation.id, items).then(
      () => 'ended',
      (error: unknown) => (error instanceof Killed ? 'killed' : Promise.reject(error)),
    );
    const how = await Promise.race([life, died.then(() => 'killed')]);
    if (how === 'killed') crashed += 1;
    const sent = items.changes.length;
    await operations.close();
    expect(items.changes).toHaveLength(sent);
    await life.catch(() => {});
  }
  const last = await openItems(file);
  await liveOnce(last, operation.id, items);
  const ended = await last.get({ id: operation.id, principal: 'ann' });
  const audit = await last.verifyAudit();
  await last.close();
  return { items, ended, crashed, audit };
}

test('killed at any one transition, it ends as if nothing had happened: nothing twice, nothing lost', async () => {
  let points = 0;
  for (let transition = 1; ; transition += 1) {
    const { items, ended, crashed, audit } = await survive([transition]);
    expect({ transition, contents: items.contents(), end: ended.end, changes: items.changes.length }).toEqual({
      transition,
      contents: wanted,
      end: 'done',
      changes: 5,
    });
    expect(audit.intact).toBe(true);
    if (crashed === 0) break;
    points += 1;
  }
  // Approval, start and end, and per step: intent, call and outcome; before and after each.
  expect(points).toBe(2 * 3 + 5 * 6);
}, 120_000);

test('killed several times, also while resuming, it still ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 5 }), async (deaths) => {
      const { items, ended } = await survive(deaths);
      expect(items.contents()).toEqual(wanted);
      expect(items.changes).toHaveLength(5);
      expect(ended.end).toBe('done');
    }),
    { numRuns: 15 },
  );
}, 120_000);
