import { amount } from '@fes-assistant/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tools } from '../src/tools.ts';
import { type Demo, startDemo } from './demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo({ now: () => new Date(), options: { buildPendingMs: 1, buildRunningMs: 1 } });
});
afterEach(async () => {
  await demo.close();
});

const secrets = { password: 'Str0ng!pass', connection_secret: 'S3cret!' };

/** The share takes another example of each tool than the replayed calls do: the last ones. */
const examples = tools.flatMap((tool) =>
  tool.effect === 'change'
    ? tool.examples.slice(-amount({ share: 1, all: 10 })).map(({ ask, input }) => ({ id: tool.id, ask, input }))
    : [],
);

describe('every example of a change works for the administrator of the demo', () => {
  it.each(examples)('$id: $ask', async ({ id, input }) => {
    const draft = await demo.plan(id, input);
    expect(draft.steps.length, draft.summary).toBeGreaterThan(0);
    const done = await demo.carryOut(draft, secrets);
    expect(done.map(({ judged }) => judged)).toEqual(draft.steps.map(() => 'applied'));
  });
});
