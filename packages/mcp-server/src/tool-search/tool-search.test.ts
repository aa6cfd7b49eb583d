import { approvalKey, type ChangeAnswer } from '@fes-assistant/protocol';
import { createCatalog } from '@fes-assistant/tools';
import { expect, test } from 'vitest';
import { connectClient, here, startTestServer } from '../../test/start-test-server.ts';

const env = { FES_TOOL_SURFACE: 'compact' };
const revision = '2026-07-28' as const;

test('a compact list shows at most 25 tools of the product, and names those two that find the rest', async () => {
  const { url } = await startTestServer({ env, catalog: createCatalog() });
  const { tools } = await (await connectClient(url, { revision })).listTools();
  expect(tools.length).toBeLessThanOrEqual(25);
  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['tools_search', 'tools_call', 'access_get_user']),
  );
});

test('what is not listed is found by words and called by its id: reads run', async () => {
  const { url } = await startTestServer({ env });
  const client = await connectClient(url, { revision });
  expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('access_list_boxes');
  const found = await client.callTool({ name: 'tools_search', arguments: { query: 'which boxes' } });
  const { rows } = found.structuredContent as { rows: { tool: string; effect: string }[] };
  expect(rows[0]).toMatchObject({ tool: 'access.list_boxes', effect: 'read' });
  const read = { tool: 'access.list_boxes', arguments: { min_size: 2 } };
  const result = await client.callTool({ name: 'tools_call', arguments: read });
  expect(result.structuredContent).toMatchObject({ rows: [{ name: 'blue' }] });
  const none = await client.callTool({ name: 'tools_call', arguments: { tool: 'access.fly' } });
  expect(JSON.stringify(none.content)).toContain('find its id with tools.search');
});

test('a change called so is asked for and approved like any other', async () => {
  const { url, world } = await startTestServer({ env });
  const client = await connectClient(url, { revision, capabilities: { elicitation: { form: {} } } });
  const call = { name: 'tools_call', arguments: { tool: 'access.drop_box', arguments: { name: 'red' } } };
  const asked = (await client.callTool(call, { allowInputRequired: true })) as unknown as { requestState: string };
  expect(world.boxesOf(here).has('red')).toBe(true);
  const inputResponses = { [approvalKey]: { action: 'accept', content: { decision: 'approve' } } };
  const params = { ...call, inputResponses, requestState: asked.requestState } as typeof call;
  const { structuredContent } = await client.callTool(params);
  expect((structuredContent as unknown as ChangeAnswer).state).toBe('done');
  expect(world.boxesOf(here).has('red')).toBe(false);
});
