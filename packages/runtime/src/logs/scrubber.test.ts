import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrub } from './scrub.ts';
import { isSecretKey, scrubText } from './scrub-text.ts';
import { SecretRegistry } from './secret-registry.ts';

const canaries: Record<string, string> = {
  'API token': 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiNWYxIn0.c2lnbmF0dXJlLWNhbmFyeQ',
  'source token': 'source-canary-7f3a/+=',
  'target token': 'target canary & <more> "quoted"',
  'user password': 'Pa$$w0rd\\canary\n2',
  'database password': 'db&pass=canary?#',
  'LLM key': 'sk-canary-1234567890',
  'MCP token': randomBytes(32).toString('base64url'),
  'signing key': randomBytes(32).toString('hex'),
  cookie: 's%3Acanary.value/with+plus',
  'session id': randomBytes(16).toString('base64'),
  'AWS secret': 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  umlaut: 'geheim-äöü-€-canary',
};

const encodings: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  JSON: (secret) => JSON.stringify({ a: secret }),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ a: secret })),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 after one byte': (secret) => Buffer.from(`:${secret}`).toString('base64'),
  'base64 after user name': (secret) => Buffer.from(`jo:${secret}`).toString('base64'),
  'base64url of a header': (secret) => Buffer.from(`{"token":${JSON.stringify(secret)}}`).toString('base64url'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'HEX upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  URL: (secret) => encodeURIComponent(secret),
  'URL in URL': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => new URLSearchParams({ a: secret }).toString().replace('a=', ''),
  'URL in lower case': (secret) => encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  HTML: (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
};

/** Whether the middle of the secret still stands in the text, in any encoding. */
function readable(text: string, secret: string): boolean {
  return Object.values(encodings).some((encode) => {
    const encoded = encode(secret);
    return text.includes(encoded.slice(encoded.length * 0.3, encoded.length * 0.7));
  });
}

describe.each(Object.entries(canaries))('%s', (_kind, secret) => {
  test.each(Object.entries(encodings))('is removed as %s', (_encoding, encode) => {
    const registry = new SecretRegistry();
    registry.add(secret);
    const text = `before|${encode(secret)}|after`;
    const cleaned = registry.removeFrom(text);
    expect(readable(text, secret)).toBe(true);
    expect(readable(cleaned, secret)).toBe(false);
    expect(cleaned).toContain('before|');
    expect(cleaned).toContain('|after');
  });

  test('is removed from everything an object can hold', () => {
    const registry = new SecretRegistry();
    registry.add(secret);
    const circle: Record<string, unknown> = { note: `x${secret}y` };
    circle['self'] = circle;
    const cause = Object.assign(new Error(`cause ${secret}`), {
      request: { path: `/v1?x=${encodeURIComponent(secret)}` },
    });
    const error = new AggregateError([new TypeError(secret)], `failed with ${secret}`, { cause });
    const value = {
      deep: [[[{ [secret]: secret }]]],
      map: new Map([[secret, { inner: secret }]]),
      set: new Set([secret]),
      headers: new Headers({ 'x-note': Buffer.from(secret).toString('base64') }),
      url: new URL(`https://bi.acme.com/?note=${encodeURIComponent(secret)}`),
      bytes: Buffer.from(secret),
      toText: { toJSON: () => ({ again: secret }) },
      error,
      circle,
    };
    expect(readable(JSON.stringify(scrub(value, registry)), secret)).toBe(false);
  });
});

describe('without being registered', () => {
  const nobody = new SecretRegistry();

  test.each([
    'Authorization: Bearer abc.def-ghi',
    'authorization: Basic dXNlcjpjYW5hcnk=',
    'GET /x?token=canary123&y=1',
    'x=1&access_token=canary123',
    '{"password":"canary123"}',
    '{\\"apiKey\\":\\"canary123\\"}',
    "secret_key: 'canary123'",
    'https://user:canary123@bi.acme.com/',
    'jdbc:postgresql://user:canary123@db/x',
    'Set-Cookie: fes=canary123; Path=/',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2ln',
    '-----BEGIN PRIVATE KEY-----\ncanary123\n-----END PRIVATE KEY-----',
    '{"new_password": "it has canary123, and a comma"}',
  ])('a text that looks like a secret loses it: %s', (text) => {
    const cleaned = scrubText(text, nobody);
    expect(cleaned).toContain('[removed]');
    expect(cleaned).not.toMatch(/canary123|dXNlcjpjYW5hcnk|abc\.def|eyJzdWIi/);
  });

  test.each([
    'token',
    'apiToken',
    'api_key',
    'apiKey',
    'x-api-key',
    'password',
    'newPassword',
    'userPassword',
    'passwd',
    'pwd',
    'secret',
    'clientSecret',
    'client_secret',
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'set-cookie',
    'credentials',
    'private_key',
    'privateKey',
    'FES_MCP_TOKEN',
    'FES_SECRET_KEY',
    'FES-Connection',
    'FES-Source',
    'azureApiKey',
    'passphrase',
  ])('a member named %s is removed', (key) => {
    expect(scrub({ a: [{ [key]: 'canary' }] }, nobody)).toEqual({ a: [{ [key]: '[removed]' }] });
    expect(isSecretKey(key)).toBe(true);
  });

  test.each(['tokensUsed', 'tool', 'user', 'email', 'deployment', 'key', 'title', 'author', 'sessions'])(
    'a member named %s stays',
    (key) => {
      expect(scrub({ [key]: 'value' }, nobody)).toEqual({ [key]: 'value' });
    },
  );

  test('numbers and switches stay, whatever they are called', () => {
    expect(scrub({ token: 5, secret: false, password: null }, nobody)).toEqual({
      token: 5,
      secret: false,
      password: null,
    });
  });
});

test('ordinary text is left as it is', () => {
  const registry = new SecretRegistry();
  registry.add('canary-of-a-token');
  const text = 'Listed 40 users of https://bi.acme.com in 12 ms, token count 5.';
  expect(scrubText(text, registry)).toBe(text);
});

test('any secret, anywhere in any text, is gone; scrubbing twice changes nothing more', () => {
  const secrets = fc.string({ minLength: 8, maxLength: 40, unit: 'binary' });
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const registry = new SecretRegistry();
      registry.add(secret);
      const once = scrubText(`${before}${secret}${after}`, registry);
      expect(once.includes(secret)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a secret is forgotten when everyone who added it has released it', () => {
  const registry = new SecretRegistry();
  const first = registry.add('shared-canary');
  const second = registry.add('shared-canary');
  first();
  first();
  expect(registry.removeFrom('shared-canary')).toBe('[removed]');
  second();
  expect(registry.removeFrom('shared-canary')).toBe('shared-canary');
});
