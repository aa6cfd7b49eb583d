import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { guardFromSettings, httpGuard } from './http-guard.ts';
import { ownPagesOnly } from './security-headers.ts';

let server: Listening;
let reached = 0;

beforeAll(async () => {
  const app = new Hono();
  app.use(
    httpGuard({
      allowedHosts: ['fes.acme.com', 'proxy:9000'],
      allowedOrigins: ['https://fes.acme.com', 'http://localhost:8501'],
      linkable: (path) => path.startsWith('/pages/'),
      bodyTypes: (path) => (path === '/form' ? ['application/x-www-form-urlencoded'] : ['application/json']),
      maxBodyBytes: 1000,
    }),
  );
  app.all('*', async (context) => {
    reached++;
    if (context.req.path === '/boom') throw new Error('a bug');
    return context.text((await context.req.text()).slice(0, 10));
  });
  app.onError((_error, context) => context.json({ ok: false }, 500));
  server = await listen(app, { port: 0, settingName: 'FES_MCP_PORT' });
});

afterAll(() => server.close());

interface Call {
  method?: string;
  path?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

function call({ method = 'GET', path = '/', headers = {}, body }: Call) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const options = { port: server.port, method, path, headers: { host: `localhost:${server.port}`, ...headers } };
    const request = httpRequest(options, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const hosts: [string, boolean][] = [
  ['localhost', true],
  ['localhost:9999', true],
  ['127.0.0.1:8002', true],
  ['[::1]:8002', true],
  ['fes.acme.com', true],
  ['FES.ACME.COM:443', true],
  ['proxy:9000', true],
  ['proxy', false],
  ['proxy:9001', false],
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['fes.acme.com.evil.example', false],
  ['evilfes.acme.com', false],
  ['0.0.0.0:8002', false],
  ['192.168.0.1', false],
];

const origins: [string | undefined, boolean][] = [
  [undefined, true],
  ['https://fes.acme.com', true],
  ['http://localhost:8501', true],
  ['http://fes.acme.com', false],
  ['https://fes.acme.com:8443', false],
  ['http://localhost:3000', false],
  ['http://127.0.0.1:8501', false],
  ['https://evil.example', false],
  ['null', false],
  ['file://', false],
  ['chrome-extension://abcdef', false],
  ['https://fes.acme.com.evil.example', false],
];

describe.each(hosts)('Host %s', (host, hostAllowed) => {
  test.each(origins)('with Origin %s', async (origin, originAllowed) => {
    const before = reached;
    const headers: OutgoingHttpHeaders = { host, 'content-type': 'application/json' };
    if (origin !== undefined) headers['origin'] = origin;
    const { status } = await call({ method: 'POST', headers, body: '{}' });
    const same = origin === `http://${host}`;
    const admitted = hostAllowed && (originAllowed || same);
    expect(status).toBe(admitted ? 200 : 403);
    expect(reached - before).toBe(admitted ? 1 : 0);
  });
});

const sites = ['same-origin', 'none', 'same-site', 'cross-site', 'anything'] as const;
const asked: [string, Record<string, string>][] = [
  ['a link followed', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
];

describe.each(sites)('Sec-Fetch-Site %s', (site) => {
  describe.each(asked)('%s', (kind, headers) => {
    test.each([
      ['GET', '/pages/approve'],
      ['GET', '/mcp'],
      ['POST', '/pages/approve'],
      ['POST', '/mcp'],
    ])('%s %s', async (method, path) => {
      const before = reached;
      const { status } = await call({ method, path, headers: { 'sec-fetch-site': site, ...headers } });
      const mine = site === 'same-origin' || site === 'none';
      const link = kind === 'a link followed' && method === 'GET' && path === '/pages/approve';
      expect(status).toBe(mine || link ? 200 : 403);
      expect(reached - before).toBe(mine || link ? 1 : 0);
    });
  });
});

const methods = ['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];
const types: [string | undefined, 'json' | 'form' | 'other'][] = [
  ['application/json', 'json'],
  ['application/json; charset=utf-8', 'json'],
  ['Application/JSON;charset="UTF-8"', 'json'],
  ['application/json; charset=utf-7', 'other'],
  ['text/plain', 'other'],
  ['text/plain; application/json', 'other'],
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data; boundary=x', 'other'],
  ['application/jsonp', 'other'],
  [undefined, 'other'],
];

describe.each(methods)('%s', (method) => {
  describe.each(types)('with content type %s', (type, kind) => {
    test.each(['/mcp', '/form'])('on %s', async (path) => {
      const before = reached;
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const headers: OutgoingHttpHeaders = hasBody ? { 'content-length': 2 } : {};
      if (type !== undefined) headers['content-type'] = type;
      const { status } = await call({ method, path, headers, ...(hasBody ? { body: '{}' } : {}) });
      const served = ['GET', 'HEAD', 'POST', 'DELETE'].includes(method);
      const fits = !hasBody || kind === (path === '/form' ? 'form' : 'json');
      expect(status).toBe(served ? (fits ? 200 : 415) : 405);
      expect(reached - before).toBe(served && fits ? 1 : 0);
    });
  });
});

test('a POST without a body needs no content type', async () => {
  expect((await call({ method: 'POST', path: '/mcp/cancel' })).status).toBe(200);
});

test.each([
  ['with a length', { 'content-length': 1001 }],
  ['in chunks', { 'transfer-encoding': 'chunked' }],
])('a body over the limit %s is refused', async (_how, headers) => {
  const before = reached;
  const answer = await call({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: 'x'.repeat(1001),
  });
  expect(answer.status).toBe(413);
  expect(reached).toBe(before);
});

test('a body at the limit is served', async () => {
  const headers = { 'content-type': 'application/json' };
  expect((await call({ method: 'POST', headers, body: 'x'.repeat(1000) })).status).toBe(200);
});

test('two Host headers are refused', async () => {
  const before = reached;
  const text = await raw('GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  expect(text).toMatch(/^HTTP\/1.1 400/);
  expect(reached).toBe(before);
});

test.each([
  ['a Host that is no host name', 'GET / HTTP/1.1\r\nHost: localhost@evil.example\r\nConnection: close\r\n\r\n'],
  ['no Host at all', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  [
    'length and chunks together',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
])('%s is refused', async (_kind, head) => {
  expect(await raw(head)).toMatch(/^HTTP\/1.1 400/);
});

test.each([
  ['an answer', {}],
  ['a refusal', { headers: { host: 'evil.example' } }],
  ['an error', { path: '/boom' }],
  ['a wrong method', { method: 'PUT' }],
] as [string, Call][])('%s carries the security headers', async (_kind, which) => {
  const { headers } = await call(which);
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  });
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

test('a page gets a nonce of its own each time, and no unsafe source', async () => {
  const app = new Hono<{ Variables: { cspNonce: string } }>();
  app.use(httpGuard({ contentSecurityPolicy: ownPagesOnly, strictTransport: true }));
  app.get('/', (context) => context.text(context.get('cspNonce')));
  const pages = await Promise.all([1, 2].map(() => app.request('/', { headers: { host: 'localhost' } })));
  const nonces = await Promise.all(pages.map((page) => page.text()));
  expect(new Set(nonces).size).toBe(2);
  const policy = pages[0]?.headers.get('content-security-policy');
  expect(policy).toContain(`'nonce-${nonces[0]}'`);
  expect(policy).not.toContain('unsafe');
  expect(pages[0]?.headers.get('strict-transport-security')).toBe('max-age=31536000');
});

test('the refusal is JSON in words, without the request in it', async () => {
  const { text } = await call({ headers: { host: 'canary.example' } });
  expect(JSON.parse(text)).toEqual({
    ok: false,
    error: 'This host name is not served here. The operator can list it in FES_ALLOWED_HOSTS.',
    error_type: 'host-not-allowed',
  });
});

test('settings give the page its origins and the operator his host names', () => {
  const env = {
    FES_AUTH: 'network',
    FES_ALLOWED_HOSTS: 'mcp',
    FES_PUBLIC_URL: 'https://fes.acme.com/',
    FES_UI_PORT: '9501',
  };
  expect(guardFromSettings(loadSettings(env, { service: 'ui' }))).toEqual({
    allowedHosts: ['mcp', 'fes.acme.com'],
    allowedOrigins: ['http://localhost:9501', 'http://127.0.0.1:9501', 'http://[::1]:9501', 'https://fes.acme.com'],
    strictTransport: true,
  });
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
