import type { ChangeAnswer } from '@fes-assistant/protocol';
import { amount, reached } from '@fes-assistant/testing';
import { createCatalog } from '@fes-assistant/tools';
import { describe, expect, test } from 'vitest';
import { toApp } from '../../test/deliver.ts';
import {
  chatHeaders,
  connectClient,
  here,
  openOnSimulator,
  openTestApp,
  startTestServer,
  unsafeRequests,
} from '../../test/start-test-server.ts';
import { jsonHeaders, legacyWire, modernWire, type Wire } from '../../test/wire.ts';

const off = { PYSISENSE_ALLOW_MUTATIONS: 'false' };
const catalog = createCatalog();
const changes = catalog.tools.filter(({ effect }) => effect === 'change');
const reads = catalog.tools.filter(({ effect }) => effect === 'read');
const ownChanges = ['operations.resume', 'operations.undo'];
const capabilities = { elicitation: { form: {}, url: {} }, extensions: { 'io.modelcontextprotocol/tasks': {} } };

/** A name as somebody might write it who wants past a list of names. */
function spellings(id: string): string[] {
  const [module = '', name = ''] = id.split('.');
  const camel = name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return [
    id,
    id.replaceAll('.', '_'),
    id.toUpperCase(),
    id.replaceAll('.', '_').toUpperCase(),
    name,
    `${module}.${camel}`,
    `${module}__${name}`,
    `${module}/${name}`,
    `${module}:${name}`,
    ` ${id}`,
    `${id} `,
    `${id}\0`,
    `${id}\u200B`,
    id.replace('a', 'а'),
    id.normalize('NFKD').replace('.', '．'),
    `tools.call.${id}`,
    `fes-assistant:${id}`,
    `mcp__fes__${id.replaceAll('.', '_')}`,
  ];
}

interface Attempt {
  wire: Wire;
  name: string;
  args: Record<string, unknown>;
}

/** Every way that a call may come. None may end otherwise than for a tool that never was. */
async function refusals({ wire, name, args }: Attempt): Promise<string[]> {
  const throughSearch = { tool: name, arguments: args };
  const answers = await Promise.all([
    wire.send({ method: 'tools/call', params: { name, arguments: args } }),
    wire.send({ method: 'tools/call', params: { name, arguments: { ...args, id: '$r1.rows[0]._id' } } }),
    wire.send({ method: 'tools/call', params: { name: 'tools_call', arguments: throughSearch } }),
    wire.send({
      method: 'tools/call',
      params: { name: 'tools.call', arguments: { ...throughSearch, tool: `${name}` } },
    }),
    wire.send({ method: 'prompts/get', params: { name, arguments: {} } }),
  ]);
  return answers
    .filter(({ text }) => !/There is no (tool|prompt)/.test(text))
    .map(({ text }) => `${name}: ${text.slice(0, 300)}`);
}

describe.each(['full', 'compact'])('with changes off, on a %s list', (surface) => {
  test('no changing tool is listed, found or callable under any name, and no request changes anything', async () => {
    const { app, demo, headers } = await openOnSimulator({ env: { ...off, FES_TOOL_SURFACE: surface } });
    const wires = [
      modernWire(toApp(app), { headers, capabilities }),
      await legacyWire(toApp(app), { headers, capabilities }),
    ];
    const names = [...changes.map(({ id }) => id), ...ownChanges];
    const step = amount({ share: 24, all: 1 });
    const tried = names.filter((_name, at) => at % step === 0);
    const wrong: string[] = [];
    let calls = 0;
    for (const wire of wires) {
      const { text } = await wire.send({ method: 'tools/list' });
      wrong.push(...names.filter((id) => text.includes(`"${id}"`) || text.includes(`"${id.replaceAll('.', '_')}"`)));
      for (const id of tried) {
        const args = exampleOf(id);
        for (const name of spellings(id)) wrong.push(...(await refusals({ wire, name, args })));
        calls += spellings(id).length * 5;
      }
    }
    const unsafe = unsafeRequests(demo);
    report({
      what: `changing tools called, ${surface} list`,
      wanted: '0 done',
      calls,
      wrong: wrong.length + unsafe.length,
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(unsafe).toEqual([]);
  });
});

test('with changes off every read still answers, and none of them changes anything', async () => {
  const { app, demo, headers } = await openOnSimulator({ env: off });
  const wire = modernWire(toApp(app), { headers, capabilities });
  const step = amount({ share: 8, all: 1 });
  const examples = reads
    .filter((_tool, at) => at % step === 0)
    .flatMap(({ id, examples: all }) => all.map(({ input }) => ({ id, input })));
  const bugs: string[] = [];
  for (const { id, input } of examples) {
    const { text } = await wire.send({ method: 'tools/call', params: { name: id, arguments: input } });
    if (!text.includes('"result"') || text.includes('"code":"bug"')) bugs.push(`${id}: ${text.slice(0, 300)}`);
  }
  expect(bugs).toEqual([]);
  const unsafe = unsafeRequests(demo);
  expect(demo.requests.entries.length).toBeGreaterThan(examples.length / 2);
  report({
    what: 'reads with changes off',
    wanted: '0 non-safe requests',
    calls: examples.length,
    wrong: unsafe.length,
  });
  expect(unsafe).toEqual([]);
});

test('with changes off what was proposed before is not approved, on any way', async () => {
  const before = await startTestServer();
  const client = await connectClient(before.url, {
    revision: '2026-07-28',
    headers: { ...chatHeaders(), ...asAnn(before) },
  });
  const proposed = await client.callTool({ name: 'access_drop_box', arguments: { name: 'red' } });
  const { operation_id: id, digest } = proposed.structuredContent as unknown as ChangeAnswer;
  await before.close();
  const { app, world, ...after } = await openTestApp({ env: { ...off, FES_DATA_DIR: before.dir } });
  const headers = { ...jsonHeaders, ...chatHeaders(), ...asAnn(after) };
  const path = `/operations/${id}`;
  const found = await toApp(app)({ method: 'GET', path, headers });
  expect(found.status).toBe(200);
  const body = JSON.stringify({ digest });
  const approved = await toApp(app)({ method: 'POST', path: `${path}/approve`, headers, body });
  expect(approved.status).toBe(403);
  const wire = modernWire(toApp(app), { headers, capabilities });
  const inputResponses = { approval: { action: 'accept', content: { decision: 'approve' } } };
  await wire.send({ method: 'tasks/update', params: { taskId: id, inputResponses } });
  expect([...world.boxesOf(here).keys()]).toEqual(['red', 'blue']);
});

function asAnn({ mcpToken }: { mcpToken: string }): Record<string, string> {
  return { authorization: `Bearer ${mcpToken}`, 'FES-Principal': 'ann' };
}

function exampleOf(id: string): Record<string, unknown> {
  return catalog.findTool(id)?.examples[0]?.input ?? { operation_id: 'op_1' };
}

function report({ what, wanted, calls, wrong }: { what: string; wanted: string; calls: number; wrong: number }): void {
  reached({ target: 'T-32', what, wanted, got: `${calls.toLocaleString('en')} calls, ${wrong}`, ok: wrong === 0 });
}
