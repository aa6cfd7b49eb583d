import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { endpoints } from '../endpoints.ts';
import type { CallsOptions } from './call-options.ts';
import { Calls } from './calls.ts';

let folder: string;
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sisense-tls-'));
  certificate('ca', { name: 'Test CA', days: 30 });
  certificate('good', { name: 'localhost', days: 30, signedBy: 'ca' });
  certificate('wrong-name', { name: 'elsewhere.example', days: 30, signedBy: 'ca' });
  certificate('self-signed', { name: 'localhost', days: 30 });
  expired();
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

function certificate(name: string, { name: host, days, signedBy }: { name: string; days: number; signedBy?: string }) {
  const subject = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(`${name}.key`), '-subj', `/CN=${host}`];
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
  writeFileSync(file(`${name}.ext`), `subjectAltName=DNS:${host}`);
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
    String(servers.length + 10),
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

async function answerOf(name: string, options: Partial<CallsOptions>, tls: ServerOptions = {}): Promise<unknown> {
  const key = readFileSync(file(name === 'expired' ? 'good.key' : `${name}.key`));
  const server = createServer({ key, cert: pem(name), ...tls }, (_request, response) => response.end('[]'));
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

it('accepts a certificate of a private authority that was named', async () => {
  expect(await answerOf('good', { ca: pem('ca') })).toEqual([]);
});

it.each([
  ['an authority that nobody named', 'good', {}],
  ['a self-signed certificate', 'self-signed', {}],
  ['the name of another host', 'wrong-name', { ca: true }],
  ['a certificate that has expired', 'expired', { ca: true }],
])('refuses %s, once, with a sentence', async (_what, name, { ca }: { ca?: boolean }) => {
  await expect(answerOf(name, ca ? { ca: pem('ca') } : {})).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/certificate of localhost is not trusted/),
    details: { mayHaveHappened: false },
  });
});

it('refuses old versions of TLS', async () => {
  const old: ServerOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  await expect(answerOf('good', { ca: pem('ca') }, old)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringMatching(/does not speak HTTPS/),
  });
});

it('accepts any certificate for a connection that says so, over HTTPS still', async () => {
  expect(await answerOf('self-signed', { verifyTls: false })).toEqual([]);
});
