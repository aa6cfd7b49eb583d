import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMcpServer } from '@fes-assistant/mcp-server';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { type Simulator, startSimulator } from '@fes-assistant/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../test/browser.ts';
import { startTestBackend, type TestBackend } from '../test/start-test-backend.ts';

let simulator: Simulator;
let backend: TestBackend;
let stop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ world: 'source-and-target' });
  const dir = mkdtempSync(join(tmpdir(), 'fes-real-'));
  const loaded = loadSettings({ FES_DATA_DIR: dir, FES_LOG_DIR: dir }, { service: 'mcp' });
  const alsoAllowed = simulator.deployments.map(({ origin }) => origin);
  const settings = {
    ...loaded,
    network: { ...loaded.network, mcpPort: 0 },
    sisense: { ...loaded.sisense, alsoAllowed },
  };
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  const toolServer = await startMcpServer({ settings, logger });
  const [source, target] = simulator.deployments;
  const offers = [source, target].flatMap((deployment) =>
    deployment
      ? [
          {
            name: deployment.name,
            title: `Demo ${deployment.name}`,
            sides: ['only' as const, deployment.name === 'target' ? ('target' as const) : ('source' as const)],
            connection: { origin: deployment.origin, token: deployment.token, verifyTls: true },
          },
        ]
      : [],
  );
  backend = await startTestBackend({ toolServer, offers });
  stop = [
    () => backend.close(),
    () => toolServer.close(),
    () => logger.closeLog(),
    () => simulator.close(),
    async () => rmSync(dir, { recursive: true, force: true }),
  ];
});

afterAll(async () => {
  for (const end of stop) await end();
});

async function connected(name = 'source'): Promise<Browser> {
  const browser = openBrowser(backend.url);
  await browser.session();
  await browser.post('/api/connections', { side: 'only', connection: { named: name } });
  return browser;
}

function userNamed(deployment: number, email: string): boolean {
  return [...(simulator.deployments[deployment]?.world.users.values() ?? [])].some((user) => user.email === email);
}

const someone = 'pedro.alves@meridian-outdoor.example';

describe('with the real tool server and a simulated deployment', () => {
  test('the demo is connected with one click and says who is logged in', async () => {
    const browser = await connected();
    const session = await browser.session();
    expect(session.connections).toMatchObject([{ side: 'only', user: { email: expect.stringContaining('@') } }]);
    expect(session.tools.chat).toBeGreaterThan(20);
    expect(session.examples.length).toBeGreaterThan(4);
    for (const { token } of simulator.deployments) expect(JSON.stringify(session)).not.toContain(token);
  });

  test('a wrong token is answered with a sentence and connects nothing', async () => {
    const browser = openBrowser(backend.url);
    await browser.session();
    const origin = simulator.deployments[0]?.origin;
    const answer = await browser.post<{ ok: boolean; error: string; error_type: string }>('/api/connections', {
      side: 'only',
      connection: { origin, token: 'not-a-token-at-all', verifyTls: true },
    });
    expect(answer).toMatchObject({ ok: false, error_type: 'unauthorized', error: expect.stringContaining('token') });
    expect((await browser.session()).connections).toEqual([]);
  });

  test('all users are shown as the deployment has them', async () => {
    const browser = await connected();
    const { turns } = await browser.ask('Show me all users');
    const { size } = simulator.deployments[0]?.world.users ?? { size: -1 };
    expect(turns[0]?.tools[0]).toMatchObject({ state: 'done', result: { total: size } });
    expect(turns[0]?.answer[0]?.text).toBe(`${size} users.`);
  });

  test('a user is deleted only after approval, and undone by another approval', async () => {
    const browser = await connected();
    const { conversationId } = await browser.session();
    const proposed = await browser.ask(`Delete user ${someone}`);
    const [card] = Object.values(proposed.operations);
    expect(card?.operation).toMatchObject({ state: 'proposed', plan: { tool: 'access.delete_user' } });
    expect(userNamed(0, someone)).toBe(true);

    const { id = '', digest = '' } = card?.operation ?? {};
    await browser.post(`/api/operations/${id}/approve`, { digest });
    const after = await browser.until(conversationId, (_, { type }) => type === 'turn-ended', proposed.seq);
    expect(after.turns.at(-1)).toMatchObject({ by: 'outcome', text: expect.stringMatching(/^Done: Delete user/) });
    expect(userNamed(0, someone)).toBe(false);

    const undo = await browser.post<{ operation: { id: string; digest: string } }>(`/api/operations/${id}/undo`);
    await browser.post(`/api/operations/${undo.operation.id}/approve`, { digest: undo.operation.digest });
    await browser.until(conversationId, ({ operations }) => operations[undo.operation.id]?.operation.state === 'ended');
    expect(userNamed(0, someone)).toBe(true);
  });

  test('a declined change changes nothing', async () => {
    const browser = await connected();
    const proposed = await browser.ask(`Delete user ${someone}`);
    const [id = ''] = Object.keys(proposed.operations);
    const { operation } = await browser.post<{ operation: { state: string } }>(`/api/operations/${id}/decline`);
    expect(operation.state).toBe('declined');
    expect(userNamed(0, someone)).toBe(true);
  });

  test('two browsers with two deployments see their own rows only', async () => {
    const [one, other] = [await connected('source'), await connected('target')];
    const [mine, theirs] = [await one.ask('Show me all users'), await other.ask('Show me all users')];
    const total = (conversation: typeof mine): number | undefined => conversation.turns[0]?.tools[0]?.result?.total;
    expect(total(mine)).toBe(simulator.deployments[0]?.world.users.size);
    expect(total(theirs)).toBe(simulator.deployments[1]?.world.users.size);
    const { conversationId } = await one.session();
    expect((await other.send(`/api/conversations/${conversationId}`)).status).toBe(404);
    expect((await other.send(`/api/conversations/${conversationId}/events`)).status).toBe(404);
  });
});
