import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type SigningAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

interface TokenOptions {
  algorithm?: SigningAlgorithm;
  key?: SigningKey;
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

interface SigningKey {
  kid: string;
  algorithm: SigningAlgorithm;
  privateKey: KeyObject;
}

/** Issues real signed tokens and publishes its keys over HTTP, until the test ends. */
export async function startAuthorizationServer({ audience, now = Date.now }: { audience: string; now?: () => number }) {
  let keys = [newKey('RS256'), newKey('ES256'), newKey('EdDSA')];
  let added: object[] = [];
  const publishing = (response: ServerResponse) =>
    response.end(JSON.stringify({ keys: [...added, ...keys.map(published)] }));
  let answer: (response: ServerResponse) => void = publishing;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keyOf = (algorithm: SigningAlgorithm): SigningKey => {
    const key = keys.find((one) => one.algorithm === algorithm);
    if (!key) throw new Error(`There is no key for ${algorithm}.`);
    return key;
  };
  return {
    issuer,
    jwksUrl: `${issuer}/keys`,
    /** How often the keys were fetched. */
    asked: () => asked,
    goDown: () => {
      answer = (response) => response.writeHead(500).end();
    },
    /** From now on the keys are answered like this. */
    answerWith: (other: (response: ServerResponse) => void) => {
      answer = other;
    },
    rotate: () => {
      keys = [newKey('RS256'), newKey('ES256'), newKey('EdDSA')];
    },
    /** Publishes one more key before all others; only a token that names it is signed with it. */
    addKey: ({ privateKey, ...saying }: { privateKey?: KeyObject; [said: string]: unknown } = {}): SigningKey => {
      const key = { ...newKey('RS256'), ...(privateKey && { privateKey }) };
      added = [{ ...published(key), ...saying }, ...added];
      return key;
    },
    publicKeyOf: (algorithm: SigningAlgorithm) => createPublicKey(keyOf(algorithm).privateKey),
    token({ algorithm = 'RS256', key = keyOf(algorithm), header = {}, claims = {} }: TokenOptions = {}): string {
      const seconds = Math.floor(now() / 1_000);
      const all = { iss: issuer, sub: 'ann', aud: audience, exp: seconds + 600, scope: 'read', ...claims };
      return signed({ header: { alg: key.algorithm, kid: key.kid, typ: 'at+jwt', ...header }, claims: all }, key);
    },
  };
}

let made = 0;

function newKey(algorithm: SigningAlgorithm): SigningKey {
  made += 1;
  return { kid: `key-${made}`, algorithm, privateKey: privateKeyFor(algorithm) };
}

/** Keys of tests that are over: they take long to make. */
const spareRsaKeys: KeyObject[] = [];

function rsaKey(): KeyObject {
  const key = spareRsaKeys.pop() ?? generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  onTestFinished(() => void spareRsaKeys.push(key));
  return key;
}

function privateKeyFor(algorithm: SigningAlgorithm): KeyObject {
  if (algorithm === 'RS256') return rsaKey();
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return generateKeyPairSync('ed25519').privateKey;
}

function published({ kid, algorithm, privateKey }: SigningKey) {
  return { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
}

function signed({ header, claims }: { header: object; claims: object }, { algorithm, privateKey }: SigningKey): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const key = algorithm === 'ES256' ? ({ key: privateKey, dsaEncoding: 'ieee-p1363' } as const) : privateKey;
  const signature = sign(algorithm === 'EdDSA' ? null : 'sha256', Buffer.from(text), key);
  return `${text}.${signature.toString('base64url')}`;
}
