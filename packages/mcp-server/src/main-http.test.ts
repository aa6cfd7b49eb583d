import { callMeta, catalogUri, type ToolCatalog, toolIdMeta } from '@fes-assistant/protocol';
import type { CallToolResult } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import {
  chatHeaders,
  connectClient,
  here,
  migrationHeaders,
  revisions,
  startTestServer,
  there,
} from '../test/start-test-server.ts';

describe.each(revisions)('a client that speaks %s', (revision) => {
  test('is told the tools, the same at every request, with their dotted ids', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision });
    const { tools } = await client.listTools();
    const ids = tools.map((tool) => tool._meta?.[toolIdMeta]);
    expect(ids).toContain('access.list_boxes');
    expect(ids).toContain('operations.undo');
    expect(tools.find(({ name }) => name === 'access_drop_box')?.annotations).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
    });
    const again = await (await connectClient(url, { revision })).listTools();
    expect(again.tools).toEqual(tools);
    expect(client.getServerVersion()?.name).toBe('fes-assistant');
    expect(client.getInstructions()).toContain('You cannot approve anything yourself');
  });

  test('gets rows as structured content and as text, with progress', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision });
    await client.listTools();
    const told: unknown[] = [];
    const result = await client.callTool(
      { name: 'access_list_boxes', arguments: { min_size: 2 } },
      { onprogress: (progress) => told.push(progress) },
    );
    expect(result.structuredContent).toMatchObject({ rows: [{ name: 'blue', size: 2 }], total: 1 });
    expect(textOf(result)).toContain('1 row');
    expect(told).toMatchObject([{ progress: 1, total: 2, message: 'Looking at boxes' }, { progress: 2 }]);
  });

  test('reads the side it names when it migrates, and must name one', async () => {
    const { url, world } = await startTestServer();
    world.boxesOf(there).clear();
    const client = await connectClient(url, { revision, headers: migrationHeaders() });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('access_drop_box');
    const source = await client.callTool({ name: 'access_list_boxes', arguments: { side: 'source' } });
    const target = await client.callTool({ name: 'access_list_boxes', arguments: { side: 'target' } });
    expect([source, target].map(({ structuredContent }) => structuredContent)).toMatchObject([
      { total: 2 },
      { total: 0 },
    ]);
    const neither = await client.callTool({ name: 'access_list_boxes', arguments: {} });
    expect(textOf(neither)).toContain('"side" is "source" or "target"');
  });

  test('is refused a tool that is not there, and told in words what else went wrong', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision });
    await expect(client.callTool({ name: 'access_fly', arguments: {} })).rejects.toThrow('There is no tool named');
    const bug = await client.callTool({ name: 'access_break', arguments: {} });
    expect(bug.isError).toBe(true);
    expect(JSON.stringify(bug)).not.toContain('secret details');
    const credentials = await client.callTool({
      name: 'access_list_boxes',
      arguments: { domain: 'https://evil.example' },
    });
    expect(textOf(credentials)).toContain('never carries a connection');
    const unconnected = await connectClient(url, { revision, headers: {} });
    const nowhere = await unconnected.callTool({ name: 'access_list_boxes', arguments: {} });
    expect(nowhere._meta?.[callMeta.failure]).toMatchObject({ code: 'no-connection', fixableBy: 'asker' });
  });

  test('never gets the rows of another client', async () => {
    const { url, world } = await startTestServer();
    world.boxesOf(here).set('only here', 9);
    world.boxesOf(there).set('only there', 9);
    const [one, other] = await Promise.all([
      connectClient(url, { revision, headers: chatHeaders(here) }),
      connectClient(url, { revision, headers: chatHeaders(there) }),
    ]);
    const read = { name: 'access_list_boxes', arguments: { min_size: 9 } };
    const calls = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : other).callTool(read));
    for (const [index, { structuredContent }] of (await Promise.all(calls)).entries()) {
      expect(structuredContent).toMatchObject({ rows: [{ name: index % 2 === 0 ? 'only here' : 'only there' }] });
    }
  });

  test('reads the catalogue, with examples and columns', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision });
    const { contents } = await client.readResource({ uri: catalogUri });
    const catalog: ToolCatalog = JSON.parse((contents[0] as { text: string }).text);
    expect(catalog.hash).toHaveLength(64);
    expect(catalog.tools.find(({ id }) => id === 'access.list_boxes')).toMatchObject({
      columns: [{ key: 'name' }, { key: 'size' }],
      examples: [{ ask: 'Which boxes are there?' }],
    });
    await expect(client.readResource({ uri: 'fes://operation/of-nobody' })).rejects.toThrow();
  });
});

test('changes are neither listed nor callable where they are switched off, under any name', async () => {
  const { url } = await startTestServer({ env: { PYSISENSE_ALLOW_MUTATIONS: 'false' } });
  const client = await connectClient(url, { revision: '2026-07-28' });
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toContain('access_list_boxes');
  expect(names).not.toContain('operations_undo');
  for (const name of ['access_drop_box', 'access.drop_box', 'ACCESS_DROP_BOX', 'operations.undo']) {
    await expect(client.callTool({ name, arguments: { name: 'red' } })).rejects.toThrow('There is no tool named');
  }
});

test('names are dotted where the operator wants them so, and lists come in pages', async () => {
  const { url } = await startTestServer({ env: { MCP_TOOL_NAME_MODE: 'canonical' }, pageSize: 3 });
  const client = await connectClient(url, { revision: '2025-11-25' });
  const first = await client.request({ method: 'tools/list', params: {} });
  expect(first.tools).toHaveLength(3);
  expect(first.tools[0]?.name).toBe('access.break');
  const second = await client.request({ method: 'tools/list', params: { cursor: first.nextCursor } });
  expect(second.tools[0]?.name).not.toBe(first.tools[0]?.name);
  await expect(client.request({ method: 'tools/list', params: { cursor: 'forged' } })).rejects.toThrow('cursor');
});

function textOf(result: CallToolResult): string {
  return result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}
