import { encodeConnection } from '@fes-assistant/protocol';
import { type Simulator, startSimulator } from '@fes-assistant/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../test/browser.ts';
import { type RealToolServer, startRealToolServer } from '../test/real-tool-server.ts';
import { startTestBackend, type TestBackend } from '../test/start-test-backend.ts';

let simulator: Simulator;
let backend: TestBackend;
let toolServer: RealToolServer;
let stop: (() => Promise<void>)[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ world: 'source-and-target' });
  toolServer = await startRealToolServer(simulator);
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
  stop = [() => backend.close(), () => toolServer.close(), () => simulator.close()];
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

  test('disconnecting takes the token out of the backend and the tool server', async () => {
    const [{ origin, users }] = simulator.deployments as [Simulator['deployments'][number]];
    const token = users.tokenOf('fatima.zahra');
    const browser = openBrowser(backend.url);
    await browser.session();
    await browser.post('/api/connections', { side: 'only', connection: { origin, token, verifyTls: true } });
    expect(toolServer.knows(token)).toBe(true);
    await browser.delete('/api/connections/only');
    expect(toolServer.knows(token)).toBe(false);
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

  test('a change approved on the tool server’s own page is told in the conversation too', async () => {
    const browser = await connected();
    const { conversationId } = await browser.session();
    const proposed = await browser.ask('Deactivate kenji.watanabe@meridian-outdoor.example');
    const [card] = Object.values(proposed.operations);
    const { id = '', digest = '', principal = '' } = card?.operation ?? {};
    await fetch(`${toolServer.url}/operations/${id}/approve`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${toolServer.mcpToken}`,
        'FES-Principal': principal,
        'FES-Connection': encodeConnection({
          origin: simulator.deployments[0]?.origin ?? '',
          token: simulator.deployments[0]?.token ?? '',
          verifyTls: true,
        }),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ digest, secrets: {} }),
    });
    const after = await browser.until(conversationId, ({ operations }) => operations[id]?.operation.state === 'ended');
    expect(after.operations[id]?.operation).toMatchObject({ end: 'done', counts: { done: 1 } });
  });

  test('the older revision of MCP gives the same rows and the same proposals', async () => {
    const older = await startTestBackend({ toolServer, env: { MCP_PROTOCOL_VERSION: '2025-11-25' } });
    const browser = openBrowser(older.url);
    await browser.session();
    const [deployment] = simulator.deployments;
    const connection = { origin: deployment?.origin, token: deployment?.token, verifyTls: true };
    await browser.post('/api/connections', { side: 'only', connection });
    const { turns } = await browser.ask('Show me all users');
    expect(turns[0]?.tools[0]?.result?.total).toBe(deployment?.world.users.size);
    const { operations } = await browser.ask(`Delete user ${someone}`);
    expect(Object.values(operations)[0]).toMatchObject({
      operation: { state: 'proposed' },
      approvalUrl: expect.any(String),
    });
    await older.close();
  });

  test.each([
    ['an address where nothing listens', 'http://127.0.0.1:9', /FES_SISENSE_HOSTS/],
    ['an address that is no deployment', 'not an address', /address|deployment|origin/i],
  ])('%s is answered with a sentence', async (_what, origin, words) => {
    const browser = openBrowser(backend.url);
    await browser.session();
    const connection = { origin, token: 'some-token-of-mine', verifyTls: true };
    const answer = await browser.post<{ ok: boolean; error: string }>('/api/connections', { side: 'only', connection });
    expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(words) });
    expect(answer.error).not.toContain('some-token-of-mine');
  });

  test('both sides are connected and read apart when migrating', async () => {
    const browser = openBrowser(backend.url);
    await browser.session();
    await browser.post('/api/mode', { mode: 'migration' });
    await browser.post('/api/connections', { side: 'source', connection: { named: 'source' } });
    await browser.post('/api/connections', { side: 'target', connection: { named: 'target' } });
    const asked = await browser.ask('Show me all users');
    expect(asked.turns[0]?.question?.choices).toEqual(['source', 'target']);
    const { turns } = await browser.ask('target');
    expect(turns.at(-1)?.tools[0]).toMatchObject({
      arguments: { side: 'target' },
      result: { total: simulator.deployments[1]?.world.users.size },
    });
  });
});
