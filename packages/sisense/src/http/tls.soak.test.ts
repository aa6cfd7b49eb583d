import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reached } from '@fes-assistant/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { json, startTestServer, type TestServer } from '../../test/server.ts';
import { endpoints } from '../endpoints.ts';
import type { CallsOptions } from './call-options.ts';
import { Calls } from './calls.ts';

let folder: string;
let serial = 10;
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sisense-tls-'));
  certificate('ca', { name: 'Test CA', days: 30 });
  certificate('good', { name: 'localhost', days: 30, signedBy: 'ca' });
  certificate('wrong-name', { name: 'elsewhere.example', days: 30, signedBy: 'ca' });
  certificate('self-signed', { name: 'localhost', days: 30 });
  expired();
  certificate('middle', { name: 'Test intermediate', days: 30, signedBy: 'ca', isAuthority: true });
  certificate('below-middle', { name: 'localhost', days: 30, signedBy: 'middle' });
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(file(`${name}.pem`), 'utf8');

function openssl(given: string[]): void {
  execFileSync('openssl', given, { stdio: 'pipe' });
}

interface Wanted {
  name: string;
  days: number;
  signedBy?: string;
  isAuthority?: boolean;
}

function certificate(name: string, { name: host, days, signedBy, isAuthority }: Wanted) {
  const subject = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    file(`${name}.key`),
    '-subj',
    `/CN=${host}`,
  ];
  if (!signedBy) {
    openssl([
      'req',
      '-x509',
      ...subject,
      '-days',
      String(days),
      '-addext',
      `subjectAltName=DNS:${host}`,
      '-out',
      file(`${name}.pem`),
    ]);
    return;
  }
  openssl(['req', '-new', ...subject, '-out', file(`${name}.csr`)]);
  writeFileSync(file(`${name}.ext`), isAuthority ? 'basicConstraints=CA:TRUE' : `subjectAltName=DNS:${host}`);
  openssl([
    'x509',
    '-req',
    '-in',
    file(`${name}.csr`),
    '-CA',
    file(`${signedBy}.pem`),
    '-CAkey',
    file(`${signedBy}.key`),
    '-set_serial',
    String(serial++),
    '-days',
    String(days),
    '-extfile',
    file(`${name}.ext`),
    '-out',
    file(`${name}.pem`),
  ]);
}

/** `openssl ca` is the one command of all versions that signs for a time in the past. */
function expired(): void {
  writeFileSync(file('index.txt'), '');
  writeFileSync(
    file('ca.cnf'),
    `[ca]\ndefault_ca=x\n[x]\nnew_certs_dir=${folder}\ndatabase=${file('index.txt')}\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`,
  );
  const time = ['-startdate', '20200101000000Z', '-enddate', '20210101000000Z'];
  const by = ['-cert', file('ca.pem'), '-keyfile', file('ca.key'), '-extfile', file('good.ext')];
  openssl([
    'ca',
    '-batch',
    '-notext',
    '-config',
    file('ca.cnf'),
    '-in',
    file('good.csr'),
    ...by,
    ...time,
    '-out',
    file('expired.pem'),
  ]);
}

type Respond = (response: ServerResponse) => void;

async function answerOf(
  name: string,
  options: Partial<CallsOptions>,
  { tls = {}, respond = (response) => response.end('[]') }: { tls?: ServerOptions; respond?: Respond } = {},
): Promise<unknown> {
  const key = readFileSync(file(name === 'expired' ? 'good.key' : `${name}.key`));
  const server = createServer({ key, cert: pem(name), ...tls }, (_request, response) => respond(response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  const calls = new Calls({ origin, token: 'token', clock: fastClock(), ...options });
  try {
    return await calls.call(endpoints['roles.list'], {});
  } finally {
    await calls.close();
  }
}

let refused = 0;
afterAll(() =>
  reached({
    target: 'T-20',
    what: 'bad certificates and versions refused',
    wanted: '7 of 7',
    got: refused,
    ok: refused === 7,
  }),
);

it('accepts a certificate of a private authority that was named', async () => {
  expect(await answerOf('good', { ca: pem('ca') })).toEqual([]);
});

it('accepts one that comes with the certificate between it and that authority', async () => {
  const cert = pem('below-middle') + pem('middle');
  expect(await answerOf('below-middle', { ca: pem('ca') }, { tls: { cert } })).toEqual([]);
});

it.each([
  ['an authority that nobody named', 'good', {}],
  ['a self-signed certificate', 'self-signed', {}],
  ['the name of another host', 'wrong-name', { ca: true }],
  ['a certificate that has expired', 'expired', { ca: true }],
  ['an incomplete chain', 'below-middle', { ca: true }],
])('refuses %s, once, with a sentence', async (_what, name, { ca }: { ca?: boolean }) => {
  await expect(answerOf(name, ca ? { ca: pem('ca') } : {})).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/certificate of localhost is not trusted/),
    details: { mayHaveHappened: false },
  });
  refused += 1;
});

it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
  const old: ServerOptions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
  await expect(answerOf('good', { ca: pem('ca') }, { tls: old })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/does not speak HTTPS/),
  });
  refused += 1;
});

it.each(['TLSv1.2', 'TLSv1.3'] as const)('accepts %s', async (version) => {
  const tls: ServerOptions = { minVersion: version, maxVersion: version };
  expect(await answerOf('good', { ca: pem('ca') }, { tls })).toEqual([]);
});

it('accepts any certificate for a connection that says so, over HTTPS still', async () => {
  expect(await answerOf('self-signed', { verifyTls: false })).toEqual([]);
});

describe('no way leads from https to http', () => {
  let plain: TestServer;
  beforeEach(async () => {
    plain = await startTestServer(json([]));
  });
  afterEach(() => plain.close());

  it.each([301, 302, 303, 307, 308])('over a redirect with %i', async (status) => {
    const location = `${plain.origin}/api/roles`;
    await expect(
      answerOf('good', { ca: pem('ca') }, { respond: (response) => response.writeHead(status, { location }).end() }),
    ).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
    expect(plain.asked).toEqual([]);
  });

  it('over a header that names another place', async () => {
    const headers = {
      'alt-svc': `h2="${new URL(plain.origin).host}"`,
      refresh: `0; url=${plain.origin}`,
      location: plain.origin,
    };
    expect(
      await answerOf('good', { ca: pem('ca') }, { respond: (response) => response.writeHead(200, headers).end('[]') }),
    ).toEqual([]);
    expect(plain.asked).toEqual([]);
  });

  it('where the other side speaks no TLS', async () => {
    const origin = plain.origin.replace('http:', 'https:');
    for (const verifyTls of [true, false]) {
      const calls = new Calls({ origin, token: 'token', clock: fastClock(), verifyTls });
      await expect(calls.call(endpoints['roles.list'], {})).rejects.toMatchObject({ code: 'unreachable' });
      await calls.close();
    }
    expect(plain.asked).toEqual([]);
  });
});
