import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@fes-assistant/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWeb } from './start-web.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const dist = mkdtempSync(join(tmpdir(), 'fes-dist-'));
const heard: IncomingMessage[] = [];
let backend: Server;
let web: { url: string; close(): Promise<void> };

beforeAll(async () => {
  mkdirSync(join(dist, 'assets'));
  writeFileSync(
    join(dist, 'index.html'),
    '<!doctype html><script nonce="__CSP_NONCE__" src="/assets/a-1.js"></script>',
  );
  writeFileSync(join(dist, 'assets', 'a-1.js'), `// ${'x'.repeat(4000)}`);
  writeFileSync(join(dist, '.inputs'), 'a hash');
  backend = createServer((request, response) => {
    heard.push(request);
    if (request.url === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\ndata: one\n\n');
      return;
    }
    response.setHeader('set-cookie', ['fes=1; HttpOnly', 'other=2']);
    response.setHeader('content-type', 'application/json');
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => response.end(JSON.stringify({ body, method: request.method, url: request.url })));
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  web = await startAgainst((backend.address() as AddressInfo).port);
});

afterAll(async () => {
  await web.close();
  backend.closeAllConnections();
  backend.close();
  rmSync(dist, { recursive: true });
});

function startAgainst(port: number) {
  const settings = loadSettings({ FES_BACKEND_URL: `http://127.0.0.1:${port}` }, { service: 'ui' });
  return startWeb({ settings: { ...settings, network: { ...settings.network, uiPort: 0 } }, logger: quiet, dist });
}

describe('the page', () => {
  it.each(['/', '/c/0123abcd'])('is served at %s with a policy whose nonce is used once', async (path) => {
    const [one, other] = await Promise.all([fetch(web.url + path), fetch(web.url + path)]);
    const policy = one.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(await one.text()).toContain(`nonce="${nonce}"`);
    expect(other.headers.get('content-security-policy')).not.toContain(nonce);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(one.headers.get('cache-control')).toBe('no-store');
  });

  it('has files that never change and are sent compressed', async () => {
    const answer = await fetch(`${web.url}/assets/a-1.js`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toContain('xxxx');
    const again = await fetch(`${web.url}/assets/a-1.js`, {
      headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it.each(['/index.html', '/.inputs', '/nothing', '/assets/..%2f..%2fpackage.json'])(
    'serves nothing at %s',
    async (path) => {
      expect((await fetch(web.url + path)).status).toBe(404);
    },
  );

  it.each(['/', '/assets/a-1.js', '/nothing', '/api/session', '/health'])(
    'carries the security headers at %s',
    async (path) => {
      const { headers } = await fetch(web.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );
});

describe('/api', () => {
  it('is passed to the backend with its body, query and cookies, and back with every cookie', async () => {
    const answer = await fetch(`${web.url}/api/conversations?a=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'fes=1' },
      body: '{"text":"ü"}',
    });
    expect(await answer.json()).toEqual({ body: '{"text":"ü"}', method: 'POST', url: '/api/conversations?a=1' });
    expect(answer.headers.getSetCookie()).toEqual(['fes=1; HttpOnly', 'other=2']);
    expect(heard.at(-1)?.headers.cookie).toBe('fes=1');
  });

  it('streams events as they happen, and closes the backend’s side when the reader leaves', async () => {
    const leave = new AbortController();
    const answer = await fetch(`${web.url}/api/events`, { signal: leave.signal, headers: { 'last-event-id': '7' } });
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain('data: one');
    const request = heard.at(-1);
    expect(request?.headers['last-event-id']).toBe('7');
    if (!request) throw new Error('The backend heard nothing.');
    const closed = once(request.socket, 'close');
    leave.abort();
    await closed;
  });

  it('refuses calls from pages of other sites before the backend hears of them', async () => {
    const before = heard.length;
    const headers = {
      'content-type': 'application/json',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    };
    const answer = await fetch(`${web.url}/api/mode`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
    expect(heard.length).toBe(before);
  });

  it('says so in one clear sentence when the backend is down', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    const alone = await startAgainst(port);
    const answer = await fetch(`${alone.url}/api/session`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({
      ok: false,
      error: `The backend at http://127.0.0.1:${port} does not answer. Start it, or set FES_BACKEND_URL to where it runs, then try again.`,
      error_type: 'backend_unavailable',
    });
    await alone.close();
  });
});
