import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeAnswer } from '@fes-assistant/protocol';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import type { InMemoryTransport as ServerTransport } from '@modelcontextprotocol/server';
import { expect, onTestFinished, test } from 'vitest';
import { createBoxWorld } from '../test/box-world.ts';
import { here } from '../test/start-test-server.ts';
import { startStdioServer } from './index.ts';

/** A host that keeps a server as its child: one connection, on the operator's default tenant. */
async function startHost({ mode = 'legacy' }: { mode?: 'legacy' | 'auto' } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'fes-stdio-'));
  const env = {
    FES_DATA_DIR: dir,
    FES_LOG_DIR: dir,
    FES_SISENSE_HOSTS: '10.1.1.0/24',
    PYSISENSE_USE_DEFAULT_TENANT: 'true',
    PYSISENSE_DEFAULT_DOMAIN: here,
    PYSISENSE_DEFAULT_TOKEN: 'token-of-the-operator',
  };
  const settings = loadSettings(env, { service: 'mcp' });
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  const world = createBoxWorld();
  const [hostSide, serverSide] = InMemoryTransport.createLinkedPair();
  const { catalog, connect } = world;
  const server = await startStdioServer({
    settings,
    logger,
    catalog,
    connect,
    transport: serverSide as unknown as ServerTransport,
  });
  const client = new Client({ name: 'host', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(hostSide);
  onTestFinished(async () => {
    await client.close();
    await server.close();
    await logger.closeLog();
    rmSync(dir, { recursive: true, force: true });
  });
  return { ...server, client, world };
}

test('reads the default tenant and proposes changes with a page of its own to approve them on', async () => {
  const { client, world, approvalPage } = await startHost();
  const read = await client.callTool({ name: 'access_list_boxes', arguments: {} });
  expect(read.structuredContent).toMatchObject({ total: 2 });
  expect(world.connected).toEqual([`${here} token-of-the-operator`]);

  const proposed = await client.callTool({ name: 'access_drop_box', arguments: { name: 'red' } });
  const { state, approval_url: link = '' } = proposed.structuredContent as unknown as ChangeAnswer;
  expect(state).toBe('proposed');
  expect(link.startsWith(`${approvalPage}/approve/`)).toBe(true);
  expect(await (await fetch(link)).text()).toContain('Approval code');
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test.each(['legacy', 'auto'] as const)('tells a host (%s) that an operation it watches went on', async (mode) => {
  const { client } = await startHost({ mode });
  const proposed = await client.callTool({ name: 'access_drop_box', arguments: { name: 'red' } });
  const { operation_id } = proposed.structuredContent as unknown as ChangeAnswer;
  const uri = `fes://operation/${operation_id}`;
  const told = Promise.withResolvers<string>();
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => told.resolve(params.uri));
  if (mode === 'legacy') await client.subscribeResource({ uri });
  else await client.listen({ resourceSubscriptions: [uri] });
  await client.callTool({ name: 'operations_cancel', arguments: { operation_id } });
  expect(await told.promise).toBe(uri);
});
