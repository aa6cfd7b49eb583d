import { reached } from '@fes-assistant/testing';
import { describe, expect, test } from 'vitest';
import { openFuzzTarget } from '../../test/hostile/fuzz-target.ts';
import { type Route, routesOf, type Sent, toApp } from '../../test/routes-of.ts';
import { chatHeaders, startTestServer } from '../../test/start-test-server.ts';

const page = 'http://localhost:8501';
const hosts: [string, boolean][] = [
  ['localhost:8002', true],
  ['evil.example', false],
  ['localhost.evil.example:8002', false],
  ['169.254.169.254', false],
];
const origins: [string | undefined, boolean][] = [
  [undefined, true],
  ['http://localhost:8002', true],
  [page, true],
  ['https://evil.example', false],
  ['null', false],
];
const sites: [string | undefined, boolean][] = [
  [undefined, true],
  ['same-origin', true],
  ['same-site', false],
  ['cross-site', false],
];
const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const types = [json, form, 'text/plain', 'multipart/form-data; boundary=x', `${json}; charset=utf-7`, undefined];

/** A call that would run a tool, wherever it were let in. */
const body = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: {
    name: 'access_list_boxes',
    arguments: {},
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
});
const envelope = {
  ...chatHeaders(),
  accept: `${json}, text/event-stream`,
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': 'access_list_boxes',
};

interface Cell {
  sent: Sent;
  /** 403 or 415; nothing where the request may come in. */
  refused: number | undefined;
}

/** Every combination for one route, with what the rules of the guard say about it in other words than its code. */
function cellsOf({ method, path }: Route): Cell[] {
  const takesForms = path.startsWith('/approve/');
  const wanted = takesForms ? form : json;
  const hasBody = method !== 'GET';
  return hosts.flatMap(([host, hostFits]) =>
    origins.flatMap(([origin, originFits]) =>
      sites.flatMap(([site, siteFits]) =>
        (hasBody ? types : [undefined]).map((type): Cell => {
          const headers = { ...envelope, host, ...named('origin', origin), ...named('sec-fetch-site', site) };
          const isOurPage = origin === page;
          const isForeign = !hostFits || !originFits || !(siteFits || isOurPage);
          const typeFits = !hasBody || type === wanted;
          return {
            sent: {
              method,
              path,
              headers: { ...headers, ...named('content-type', type), ...lengthOf(hasBody) },
              ...(hasBody ? { body } : {}),
            },
            refused: isForeign ? 403 : typeFits ? undefined : 415,
          };
        }),
      ),
    ),
  );
}

function named(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

function lengthOf(hasBody: boolean): Record<string, string> {
  return hasBody ? { 'content-length': String(body.length) } : {};
}

const guarding = ['host-not-allowed', 'origin-not-allowed', 'cross-site', 'content-type-not-allowed'];
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
    for (const { sent, refused } of cells) {
      const before = runs();
      const response = await toApp(app)(sent);
      const said = await response.text();
      const isGuarded = guarding.some((type) => said.includes(type));
      const fits = refused === undefined ? !isGuarded : response.status === refused && isGuarded && runs() === before;
      if (!fits) wrong.push(`${sent.method} ${sent.path} ${JSON.stringify(sent.headers)}: ${response.status}`);
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
      const { status } = await toApp(app)({ ...sent, ...(method === 'GET' ? {} : { body }) });
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
