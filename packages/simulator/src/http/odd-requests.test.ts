import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

/** What comes back on the socket until it closes; with `hangUp` the client goes away at once. */
const spoken = (text: string, { hangUp = false } = {}): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(open.deployment.origin).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (piece) => {
      answer += piece.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(text, () => {
      if (hangUp) socket.destroy();
    });
  });
const lines = (...more: string[]) =>
  ['Host: x', `Authorization: Bearer ${open.deployment.token}`, ...more, '', ''].join('\r\n');
const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

describe('requests of another kind', () => {
  it('HEAD is GET without the body', async () => {
    const whole = await open.call('GET', '/api/v1/groups');
    const head = await fetch(`${open.deployment.origin}/api/v1/groups`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${open.deployment.token}` },
    });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(whole.text)));
  });

  it('OPTIONS tells what a path takes', async () => {
    expect(await open.call('OPTIONS', '/api/v1/groups')).toMatchObject({ status: 200, text: 'GET,HEAD,POST' });
    expect((await open.call('OPTIONS', '/api/v1/nothing')).status).toBe(404);
  });

  it('a target that is no address is refused', async () => {
    expect(statuses(await spoken(`GET http://[ HTTP/1.1\r\n${lines('Connection: close')}`))).toEqual([400]);
  });

  it('several at once on one connection are answered in order', async () => {
    const asked = [`GET /api/test`, `GET /nothing`, `GET /api/v1/groups`].map((line) => `${line} HTTP/1.1\r\n`);
    const [first, second, third] = asked;
    const text = `${first}${lines()}${second}${lines()}${third}${lines('Connection: close')}`;
    expect(statuses(await spoken(text))).toEqual([200, 404, 200]);
  });

  it('one that is broken off leaves nothing behind', async () => {
    const head = `POST /api/v1/folders HTTP/1.1\r\n${lines('Content-Type: application/json', 'Content-Length: 500')}`;
    const before = rows(await open.read('/api/v1/folders')).length;
    await Promise.all(Array.from({ length: 20 }, () => spoken(`${head}{"name":"Half`, { hangUp: true })));
    expect(rows(await open.read('/api/v1/folders'))).toHaveLength(before);
  });
});

describe('a body', () => {
  const post = (body: Uint8Array<ArrayBuffer> | string, encoding: string) =>
    fetch(`${open.deployment.origin}/api/v1/folders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${open.deployment.token}`,
        'content-type': 'application/json',
        'content-encoding': encoding,
      },
      body,
    });

  it('may come packed', async () => {
    const response = await post(new Uint8Array(gzipSync('{"name":"Packed"}')), 'gzip');
    expect([response.status, await response.json()]).toMatchObject([201, { name: 'Packed' }]);
    expect((await post('{"name":"Not packed"}', 'gzip')).status).toBe(400);
    expect((await post('{"name":"Packed"}', 'zip')).status).toBe(415);
  });

  it('does not become the prototype of what is kept', async () => {
    const body = '{"name":"Plain","__proto__":{"owner":"nobody","extra":1}}';
    const made = await open.call('POST', '/api/v1/folders', { body });
    expect(made.json).toMatchObject({ name: 'Plain', owner: open.deployment.users.admin.id });
  });
});

it('a limit of requests can be set while it runs', async () => {
  open.deployment.options.rateLimit = 1;
  const many = await Promise.all(Array.from({ length: 20 }, () => open.call('GET', '/api/v1/groups')));
  open.deployment.options.rateLimit = 0;
  expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200, 429]));
});
