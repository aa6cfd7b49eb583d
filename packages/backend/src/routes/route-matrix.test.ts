import { deliver, routesOf } from '@fes-assistant/testing';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../test/app.ts';
import { openBrowser } from '../../test/browser.ts';
import { scriptedToken, startScriptedToolServer } from '../../test/scripted-tool-server.ts';
import { startTestBackend } from '../../test/start-test-backend.ts';
import { testTools } from '../../test/tools.ts';

/** What a browser without a session may have: whether the services run, the API's description, and a session. */
const open = [
  'GET /health',
  'GET /ready',
  'GET /tools',
  'GET /session',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/start.js',
  'GET /docs/x',
  // Callers of the API on this machine have no cookie; they name their conversation.
  'POST /agent/turn',
];

const credentials: [string, Record<string, string>][] = [
  ['nothing', {}],
  ['a cookie that was never issued', { cookie: `fes=${'0'.repeat(32)}` }],
  ['no hexadecimal', { cookie: `fes=${'../'.repeat(11)}` }],
  ['an inherited name', { cookie: 'fes=__proto__; __Host-fes=constructor' }],
  ['the token of the tool server', { authorization: `Bearer ${scriptedToken}`, cookie: `fes=${scriptedToken}` }],
  ['the name of a person', { 'FES-Principal': 'local', 'X-Forwarded-User': 'admin' }],
];

test('without a session of a browser no route is open but the open ones', async () => {
  const { app } = await openApp();
  const routes = routesOf(app);
  for (const [kind, headers] of credentials) {
    const answered = await Promise.all(
      routes.map(async ({ method, path }) => {
        const sent = { host: 'localhost:8001', 'content-type': 'application/json', ...headers };
        const answer = await deliver(app, {
          method,
          path,
          headers: sent,
          ...(method === 'POST' ? { body: '{}' } : {}),
        });
        const isClosed = answer.status === 401 && (await answer.text()).includes('no_session');
        return { route: `${method} ${path.replace(/^\/api/, '')}`, isClosed };
      }),
    );
    const opened = answered.filter(({ isClosed }) => !isClosed).map(({ route }) => route);
    expect([...new Set(opened)].toSorted(), kind).toEqual(open.toSorted());
  }
});

/** Bodies that fit, so that nothing but the person is wrong. */
const bodies: Record<string, object> = {
  messages: { text: 'Remove bob@acme.example' },
  approve: { digest: 'd'.repeat(64) },
  resume: {},
  decide: { step: 's1', decision: 'applied' },
};

test('what belongs to one browser is nowhere for another, on no route that takes an id', async () => {
  const toolServer = await startScriptedToolServer(testTools);
  toolServer.on('access.delete_user', ({ user_name: name }) => ({ change: `Delete user ${String(name)}` }));
  const { url, close } = await startTestBackend({ toolServer });
  onTestFinished(() => close().then(toolServer.close));
  const ann = openBrowser(url);
  const { conversationId } = await ann.session();
  const before = await ann.ask('Remove bob@acme.example');
  const [operation = ''] = Object.keys(before.operations);

  const { app } = await openApp();
  const fill = (name: string, path: string) => {
    if (name !== 'id') return 'x';
    return path.includes('/operations/') ? operation : conversationId;
  };
  const routes = routesOf(app, { fill }).filter(
    ({ path }) => path.includes(operation) || path.includes(conversationId),
  );
  expect(routes.length).toBeGreaterThan(20);
  const bob = openBrowser(url);
  await bob.session();
  for (const { method, path } of routes) {
    const body = bodies[path.slice(path.lastIndexOf('/') + 1)];
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await bob.send(path, { method, ...(body && json) });
    expect(answer.status, `${method} ${path}`).toBe(404);
  }
  expect(toolServer.operations.get(operation)?.state).toBe('proposed');
  expect((await ann.until(conversationId, (_, { type }) => type === 'turn-ended')).seq).toBe(before.seq);
});
