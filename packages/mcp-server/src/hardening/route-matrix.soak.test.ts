import {
  deliver,
  faultOfGuard,
  type GuardCell,
  guardCells,
  type Route,
  reached,
  routesOf,
} from '@fes-assistant/testing';
import { describe, expect, test } from 'vitest';
import { toApp } from '../../test/deliver.ts';
import { openFuzzTarget } from '../../test/hostile/fuzz-target.ts';
import { callOfTool } from '../../test/raw-requests.ts';
import { chatHeaders, startTestServer } from '../../test/start-test-server.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

const envelope = {
  ...chatHeaders(),
  accept: `${json}, text/event-stream`,
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'access_list_boxes',
};

/** What the rules of the guard say about every combination on one route. */
function cellsOf(route: Route): GuardCell[] {
  const bodyType = route.path.startsWith('/approve/') ? form : json;
  return guardCells(route, {
    host: 'localhost:8002',
    page: 'http://localhost:8501',
    bodyType,
    headers: envelope,
    body: callOfTool,
  });
}

const signIn = {
  FES_OAUTH_ISSUER: 'https://login.acme.com',
  FES_OAUTH_AUDIENCE: 'https://fes.acme.com/mcp',
  FES_OAUTH_JWKS_URL: 'https://login.acme.com/keys',
};

describe.each([
  ['on this machine', {}],
  ['where callers sign in', signIn],
])('%s', (_where, env) => {
  test('whatever comes from elsewhere is turned away on every route, before any tool', async () => {
    const { app, runs } = await openFuzzTarget(env);
    const routes = routesOf(app);
    expect(routes.length).toBeGreaterThan(18);
    const wrong: string[] = [];
    const cells = routes.flatMap(cellsOf);
    for (const cell of cells) {
      const before = runs();
      const fault = await faultOfGuard(cell, await deliver(app, cell.request));
      if (fault) wrong.push(fault);
      else if (cell.refused !== undefined && runs() !== before) wrong.push(`A tool ran: ${JSON.stringify(cell)}`);
    }
    const fewest = Math.min(...routes.filter(({ method }) => method !== 'GET').map((route) => cellsOf(route).length));
    const got = `${cells.length.toLocaleString('en')} cells on ${routes.length} routes, ${wrong.length} wrong`;
    const ok = wrong.length === 0 && fewest >= 200;
    reached({
      target: 'T-30',
      what: 'Host × Origin × Sec-Fetch × type',
      wanted: '≥ 200 on every route, 0 wrong',
      got,
      ok,
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(fewest).toBeGreaterThanOrEqual(200);
    if (!('FES_OAUTH_ISSUER' in env)) expect(runs()).toBeGreaterThan(0);
  });
});

/** What anybody may have: health, where to sign in, and the form that asks for the terminal's code. */
const open = [
  'GET /health',
  'GET /ready',
  'GET /.well-known/oauth-protected-resource',
  'GET /.well-known/oauth-protected-resource/mcp',
  'GET /approve/x',
];
const credentials: [string, Record<string, string>][] = [
  ['none', {}],
  ['a wrong token', { authorization: 'Bearer wrong' }],
  ['a token that nobody signed', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
  ['the name of a person', { 'FES-Principal': 'admin' }],
  ['a cookie', { cookie: 'fes-approval=x; fes-session=x' }],
];

test.each(credentials)('where callers must sign in, %s opens no route', async (_kind, headers) => {
  const { app, runs } = await openFuzzTarget(signIn);
  const routes = routesOf(app);
  const answers = await Promise.all(
    routes.map(async ({ method, path }) => {
      const type = path.startsWith('/approve/') ? form : json;
      const sent = { method, path, headers: { ...envelope, 'content-type': type, ...headers } };
      const { status } = await toApp(app)({ ...sent, ...(method === 'GET' ? {} : { body: callOfTool }) });
      return [`${method} ${path}`, status] as const;
    }),
  );
  const closed = answers.filter(([route]) => !open.includes(route));
  const wrong = closed.filter(([route, status]) => status !== (route === 'POST /approve/x/code' ? 403 : 401));
  const got = `${closed.length} routes, ${wrong.length} open`;
  reached({ target: 'T-31', what: `every route with ${_kind}`, wanted: '401', got, ok: wrong.length === 0 });
  expect(wrong).toEqual([]);
  expect(closed.length).toBeGreaterThan(15);
  expect(answers.filter(([route]) => open.includes(route)).map(([, status]) => status)).toEqual([
    200, 200, 200, 200, 200,
  ]);
  expect(runs()).toBe(0);
});

test.each(['0.0.0.0', '::', '192.0.2.1', '10.0.0.5'])(
  'on %s it does not start without a way to recognise people',
  async (bind) => {
    await expect(startTestServer({ env: { FES_BIND: bind } })).rejects.toThrow('FES_AUTH');
  },
);
