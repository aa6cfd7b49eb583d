import { createHash } from 'node:crypto';
import type { ToolCatalog } from '@fes-assistant/protocol';
import { createCatalog } from '@fes-assistant/tools';
import { describe, expect, test } from 'vitest';
import { toApp } from '../../test/deliver.ts';
import { chatHeaders, migrationHeaders, openTestApp } from '../../test/start-test-server.ts';
import { legacyWire, modernWire } from '../../test/wire.ts';

const modes = { chat: chatHeaders(), migration: migrationHeaders() };
const settings: [string, Record<string, string>][] = [
  ['the whole list', {}],
  ['a compact list', { FES_TOOL_SURFACE: 'compact' }],
  ['dotted names', { MCP_TOOL_NAME_MODE: 'canonical' }],
  ['changes off', { PYSISENSE_ALLOW_MUTATIONS: 'false' }],
  ['some modules', { ALLOW_MODULES: 'access,dashboard' }],
];

/** What one server lists, over both revisions, to two people, twice. */
async function listings(env: Record<string, string>, headers: Record<string, string>): Promise<string[]> {
  const { app, mcpToken } = await openTestApp({ env, catalog: createCatalog() });
  const deliver = toApp(app);
  const as = (person: string) => ({ ...headers, authorization: `Bearer ${mcpToken}`, 'FES-Principal': person });
  const wires = [modernWire(deliver, { headers: as('ann') }), await legacyWire(deliver, { headers: as('bob') })];
  const texts = await Promise.all(
    [...wires, ...wires].map(async (wire) => (await wire.send({ method: 'tools/list' })).text),
  );
  const catalog = await wires[0]?.send({ method: 'resources/read', params: { uri: 'fes://catalog' } });
  const { result } = JSON.parse(catalog?.text ?? '{}') as { result: { contents: { text: string }[] } };
  const { hash } = JSON.parse(result.contents[0]?.text ?? '{}') as ToolCatalog;
  return [...texts.map((text) => digest(JSON.stringify(toolsIn(text)))), hash];
}

/** The tools of an answer, which stands alone or as the last event of a stream. */
function toolsIn(text: string): unknown {
  const message = text.startsWith('{') ? text : text.slice(text.lastIndexOf('data: ') + 'data: '.length);
  return (JSON.parse(message) as { result: { tools: unknown } }).result.tools;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe.each(settings)('with %s', (_kind, env) => {
  test.each(Object.entries(modes))(
    'the tools of %s are the same for everybody, at every start',
    async (_mode, headers) => {
      const [first, second] = await Promise.all([listings(env, headers), listings(env, headers)]);
      expect(second).toEqual(first);
      expect(new Set(first).size).toBe(2);
    },
  );
});
