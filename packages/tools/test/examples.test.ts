import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsApproval } from '../src/derive/list-tools.ts';
import { tools } from '../src/tools.ts';
import { type Demo, startDemo } from './demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});

const examples = tools.flatMap((tool) => tool.examples.map(({ ask, input }) => ({ tool, id: tool.id, ask, input })));
const reads = examples.filter(({ tool }) => tool.effect === 'read');
const changes = examples.filter(({ tool }) => tool.effect === 'change');

describe('every example of a read', () => {
  it.each(reads)('$id: $ask', async ({ tool, id, input }) => {
    const result = await demo.run(id, input);
    if (tool.effect !== 'read') return;
    if ('item' in result) {
      expect(tool.item?.safeParse(result.item).error).toBeUndefined();
      return;
    }
    for (const row of result.rows.slice(0, 200)) expect(tool.row?.safeParse(row).error).toBeUndefined();
    const keys = new Set(result.rows.flatMap((row) => Object.keys(row)));
    if (result.rows.length > 0 && !('fields' in input)) {
      for (const { key } of tool.columns) expect(keys).toContain(key);
    }
    expect(needsApproval(tool)).toBe(tool.secretResult === true);
  });
});

describe('every example of a change', () => {
  it.each(changes)('$id: $ask', async ({ tool, id, input }) => {
    const draft = await demo.plan(id, input);
    expect(draft.summary).not.toBe('');
    expect(draft.steps.length, draft.summary).toBeGreaterThan(0);
    const kinds = tool.effect === 'change' ? (tool.steps ?? []).map(({ name }) => name) : [];
    for (const step of draft.steps) {
      expect(kinds).toContain(step.kind);
      expect(step.asset.name).not.toBe('');
    }
    expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
  });
});
