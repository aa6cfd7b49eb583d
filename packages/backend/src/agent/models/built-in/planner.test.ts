import { canonicalJson, type Json, type ToolManifest } from '@fes-assistant/protocol';
import { listTools } from '@fes-assistant/tools';
import { describe, expect, test } from 'vitest';
import type { ModelAnswer } from '../model.ts';
import { createPlanner } from './planner.ts';
import { asks } from './test-fixtures/asks.ts';

const { tools } = listTools({ mode: 'chat', allowMutations: true, nameMode: 'claude' });
const planner = createPlanner({ toolsOf: async () => tools });

function answerTo(text: string): Promise<ModelAnswer> {
  return planner.next({
    mode: 'chat',
    system: '',
    messages: [{ role: 'user', text, by: 'person' }],
    tools: [],
    today: new Date('2026-11-24T10:00:00Z'),
    signal: new AbortController().signal,
  });
}

test.each(asks)('%s', async (ask, tool, args) => {
  const { calls } = await answerTo(ask);
  expect(calls).toEqual([{ name: tool.replaceAll('.', '_'), arguments: args }]);
});

describe('on the catalogue’s own examples', () => {
  const examples = tools.flatMap((tool) => tool.examples.map((example) => ({ tool, ...example })));

  test('nine of ten lead to their tool with their arguments', async () => {
    let good = 0;
    for (const { tool, ask, input } of examples) {
      const [call] = (await answerTo(ask)).calls;
      if (call?.name === tool.name && JSON.stringify(call.arguments) === JSON.stringify(input)) good += 1;
    }
    const score = good / examples.length;
    process.stdout.write(`Examples understood word for word: ${good} of ${examples.length}\n`);
    expect(score).toBeGreaterThanOrEqual(0.9);
  });

  test('with other names in them three of four still do, though many say less than their arguments', async () => {
    const varied = examples.flatMap(({ tool, ask, input }) => {
      const other = withOtherNames(ask, input);
      return other ? [{ tool, ...other }] : [];
    });
    let good = 0;
    for (const { tool, ask, input } of varied) {
      const [call] = (await answerTo(ask)).calls;
      if (call && isAsGood(tool, { call, input })) good += 1;
    }
    process.stdout.write(`Examples understood with other names: ${good} of ${varied.length}\n`);
    expect(varied.length).toBeGreaterThan(50);
    expect(good / varied.length).toBeGreaterThanOrEqual(0.75);
  });
});

/** The example about something else; undefined where its value does not stand in its words. */
function withOtherNames(
  ask: string,
  input: Record<string, Json>,
): { ask: string; input: Record<string, Json> } | undefined {
  const [key, value] = Object.entries(input).find(([, one]) => typeof one === 'string' && one.length > 2) ?? [];
  if (key === undefined || typeof value !== 'string' || !ask.includes(value)) return undefined;
  const other = value.includes('@') ? 'nora.quist@elsewhere.example' : 'Quarterly Zephyr';
  return { ask: ask.replace(value, other), input: { ...input, [key]: other } };
}

/** The same tool and arguments, or a tool that takes the same arguments for the same words. */
function isAsGood(
  tool: ToolManifest,
  { call, input }: { call: { name: string; arguments: Record<string, Json> }; input: Record<string, Json> },
): boolean {
  if (call.name === tool.name) return canonicalJson(call.arguments) === canonicalJson(input);
  const values = (object: Record<string, Json>): string => JSON.stringify(Object.values(object));
  return call.name.split('_')[0] === tool.module && values(call.arguments) === values(input);
}

describe('when it does not know', () => {
  test('it says so and shows what it could mean', async () => {
    for (const text of ['Flibber the wug', 'frobnicate the cube']) {
      const { calls, question } = await answerTo(text);
      expect(calls).toEqual([]);
      expect(question?.text).toContain('I did not understand that');
      expect(question?.choices.length).toBeGreaterThan(0);
    }
  });

  test('it asks for what is missing', async () => {
    expect((await answerTo('delete user')).question?.text).toContain('Which user?');
    expect((await answerTo('create a user')).question?.text).toContain('Which e-mail address');
    expect((await answerTo('update user a@b.com')).question?.text).toContain('What should change?');
    expect((await answerTo('rename dashboard Margin')).question?.text).toContain('title');
  });

  test('it asks which of two changes is meant', async () => {
    const { question } = await answerTo('give the folder Sales to a@b.com');
    expect(question?.choices).toHaveLength(2);
  });

  test('things that have no tool here are not taken for something else', async () => {
    const without = tools.filter(({ module }) => module !== 'folder');
    const other = createPlanner({ toolsOf: async () => without });
    const { calls } = await other.next({
      mode: 'chat',
      system: '',
      messages: [{ role: 'user', text: 'delete the folder Archive', by: 'person' }],
      tools: [],
      today: new Date(),
      signal: new AbortController().signal,
    });
    expect(calls).toEqual([]);
  });

  test('it tells what it can do', async () => {
    const { text } = await answerTo('What can you do?');
    expect(text).toContain('users, groups, roles');
    expect(text).toContain('approved');
  });
});

describe('when nothing can be changed', () => {
  const offered = listTools({ mode: 'migration', allowMutations: true, nameMode: 'claude' }).tools;
  const looker = createPlanner({ toolsOf: async () => offered });
  const say = (text: string) =>
    looker.next({
      mode: 'migration',
      system: '',
      messages: [{ role: 'user', text, by: 'person' }],
      tools: [],
      today: new Date('2026-11-24T10:00:00Z'),
      signal: new AbortController().signal,
    });

  test.each([
    'Delete user grace.mbeki@meridian-outdoor.example',
    'Create a viewer jane@acme.com',
    'Migrate all dashboards',
  ])('%s is not answered with a read that sounds like it', async (text) => {
    const { calls, text: reply } = await say(text);
    expect(calls).toEqual([]);
    expect(reply).toMatch(/not offered|no tool that changes anything/);
  });
});
