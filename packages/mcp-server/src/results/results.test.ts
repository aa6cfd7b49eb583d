import type { ChangeAnswer, RowsResult } from '@fes-assistant/protocol';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import {
  chatHeaders,
  connectClient,
  here,
  migrationHeaders,
  startTestServer,
  there,
} from '../../test/start-test-server.ts';

const revision = '2026-07-28' as const;

function rowsOf(result: CallToolResult): RowsResult {
  expect(result.structuredContent, JSON.stringify(result.content)).toBeDefined();
  return result.structuredContent as unknown as RowsResult;
}

async function readBoxes(client: Client, args: Record<string, unknown> = {}): Promise<RowsResult> {
  return rowsOf(await client.callTool({ name: 'access_list_boxes', arguments: args }));
}

test('a result is counted, summed, grouped, filtered and joined by its name', async () => {
  const { url, world } = await startTestServer();
  world.boxesOf(here).set('green', 2);
  const client = await connectClient(url, { revision });
  await client.listTools();
  const { handle } = await readBoxes(client);
  expect(handle).toBe('$r1');
  const call = (name: string, args: object) => client.callTool({ name, arguments: { result: handle, ...args } });
  const where = [{ column: 'size', is: 'more-than', value: 1 }];
  expect((await call('results_count', { where })).structuredContent).toMatchObject({ item: { count: 2, of: 3 } });
  expect((await call('results_sum', { column: 'size' })).structuredContent).toMatchObject({ item: { sum: 5, max: 2 } });
  expect(rowsOf(await call('results_group', { by: ['size'] })).rows).toEqual([
    { size: 2, count: 2 },
    { size: 1, count: 1 },
  ]);
  const filtered = rowsOf(await call('results_filter', { where }));
  expect(filtered.rows.map(({ name }) => name)).toEqual(['blue', 'green']);
  const join = { left: handle, right: filtered.handle, left_column: 'name', right_column: 'name' };
  const without = await client.callTool({ name: 'results_join', arguments: { ...join, keep: 'without-match' } });
  expect(rowsOf(without).rows).toEqual([{ name: 'red', size: 1 }]);
  const wrong = await call('results_sum', { column: 'weight' });
  expect(JSON.stringify(wrong.content)).toContain('It has: name, size');
});

test('a change takes a value by reference, and its plan holds the value', async () => {
  const { url } = await startTestServer();
  const client = await connectClient(url, { revision });
  const { handle } = await readBoxes(client, { min_size: 2 });
  const drop = (name: string) => client.callTool({ name: 'access_drop_box', arguments: { name } });
  const proposed = (await drop(`${handle}.rows[0].name`)).structuredContent as unknown as ChangeAnswer;
  expect(proposed.operation.plan).toMatchObject({ summary: 'Drop box blue', input: { name: 'blue' } });
  expect(JSON.stringify((await drop(`${handle}.rows[9].name`)).content)).toContain('has no row 9');
  expect(JSON.stringify((await drop(`${handle}.rows[0].weight`)).content)).toContain('no column');
});

test('nobody else, and nobody on another deployment, finds a result', async () => {
  const { url, mcpToken } = await startTestServer();
  const as = (principal: string, origin: string) =>
    connectClient(url, {
      revision,
      headers: { ...chatHeaders(origin), authorization: `Bearer ${mcpToken}`, 'FES-Principal': principal },
    });
  const { handle } = await readBoxes(await as('ann', here));
  for (const other of [await as('bob', here), await as('ann', there)]) {
    const looked = await other.callTool({ name: 'results_rows', arguments: { result: handle } });
    expect(JSON.stringify(looked.content)).toContain(`There is no result ${handle}`);
  }
});

test('a result of one side of a migration may be named while both are connected', async () => {
  const { url } = await startTestServer();
  const client = await connectClient(url, { revision, headers: migrationHeaders() });
  const [source, target] = [await readBoxes(client, { side: 'source' }), await readBoxes(client, { side: 'target' })];
  const join = { left: source.handle, right: target.handle, left_column: 'name', right_column: 'name' };
  const joined = rowsOf(await client.callTool({ name: 'results_join', arguments: join }));
  expect(joined.rows[0]).toEqual({ name: 'red', size: 1, right_name: 'red', right_size: 1 });
});

test('a result too large for one answer is given in pages, and says so', async () => {
  const { url, world } = await startTestServer();
  for (let number = 0; number < 6_000; number += 1) world.boxesOf(here).set(`box ${number}`, number);
  const client = await connectClient(url, { revision });
  const first = await readBoxes(client);
  expect(first).toMatchObject({ total: 6_002, nextCursor: '$r1@5000' });
  expect(first.rows).toHaveLength(5_000);
  expect(first.notes?.join()).toContain('Rows 1 to 5000 of 6002');
  const cursor = { name: 'results_rows', arguments: { result: first.nextCursor } };
  const rest = rowsOf(await client.callTool(cursor));
  expect(rest.rows).toHaveLength(1_002);
  expect(rest.nextCursor).toBeUndefined();
});

test('after an hour the answer is the call that makes it again', async () => {
  let time = Date.parse('2026-11-24T08:00:00Z');
  const { url } = await startTestServer({ now: () => time });
  const client = await connectClient(url, { revision });
  const { handle } = await readBoxes(client, { min_size: 2 });
  time += 3_600_000;
  const late = await client.callTool({ name: 'results_rows', arguments: { result: handle } });
  expect(JSON.stringify(late.content)).toContain('Call access.list_boxes again with');
});
