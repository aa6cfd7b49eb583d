import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startAuthorizationServer } from '../../test/authorization-server.ts';
import { createAccessTokens, TokenRefused } from './access-tokens.ts';
import { createKeySet, KeysUnavailable } from './key-set.ts';

const audience = 'https://fes.acme.com/mcp';

const weakKey = () => generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey;

/** A resource server whose clock the test moves. */
async function start() {
  const clock = { at: Date.parse('2026-11-24T10:00:00Z') };
  const now = () => clock.at;
  const issuer = await startAuthorizationServer({ audience, now });
  const findKey = createKeySet({ url: issuer.jwksUrl, now });
  const { verify } = createAccessTokens({ issuer: issuer.issuer, audience, findKey, now });
  return { clock, issuer, verify, seconds: clock.at / 1_000 };
}

describe('a token is accepted', () => {
  test.each(['RS256', 'ES256', 'EdDSA'] as const)(
    'signed with %s, with its scopes and its subject',
    async (algorithm) => {
      const { issuer, verify } = await start();
      const token = issuer.token({ algorithm, claims: { scope: 'read openid change', sub: 'ann@acme.com' } });
      const { principal, scopes } = await verify(token);
      expect(scopes).toEqual(['read', 'change']);
      expect(principal).toMatch(/^oauth:[0-9a-f]{16}:ann%40acme\.com$/);
    },
  );

  test('for several audiences, and with scopes as a list', async () => {
    const { issuer, verify } = await start();
    const { scopes } = await verify(
      issuer.token({ claims: { aud: ['other', audience], scope: undefined, scp: ['migrate'] } }),
    );
    expect(scopes).toEqual(['migrate']);
  });

  test('that does not name its key, whichever of the published ones it is', async () => {
    const { issuer, verify } = await start();
    issuer.addKey({ privateKey: weakKey() });
    const added = issuer.addKey();
    for (const key of [undefined, added]) {
      const token = issuer.token({ ...(key && { key }), header: { kid: undefined } });
      await expect(verify(token)).resolves.toMatchObject({ scopes: ['read'] });
    }
  });

  test('until its time is over on a clock that goes a little wrong', async () => {
    const { issuer, verify, seconds } = await start();
    for (const claims of [{ exp: seconds - 29 }, { nbf: seconds + 30 }, { iss: `${issuer.issuer}/` }]) {
      await expect(verify(issuer.token({ claims })), JSON.stringify(claims)).resolves.toBeDefined();
    }
  });

  test('signed with a new key, once its keys are asked for again', async () => {
    const { clock, issuer, verify } = await start();
    await verify(issuer.token());
    issuer.rotate();
    await expect(verify(issuer.token())).rejects.toThrow(TokenRefused);
    clock.at += 31_000;
    await expect(verify(issuer.token())).resolves.toMatchObject({ scopes: ['read'] });
    expect(issuer.asked()).toBe(2);
  });
});

describe('a token is refused', () => {
  test('whose claims are not for us or not for now', async () => {
    const { issuer, verify, seconds } = await start();
    const wrong: Record<string, unknown>[] = [
      { aud: 'https://other.acme.com/mcp' },
      { aud: [] },
      { aud: undefined },
      { iss: 'https://id.evil.example' },
      { exp: seconds - 30 },
      { exp: seconds - 31 },
      { exp: undefined },
      { exp: 'tomorrow' },
      { nbf: seconds + 31 },
      { sub: undefined },
      { sub: '' },
      { sub: '\ud800' },
    ];
    for (const claims of wrong)
      await expect(verify(issuer.token({ claims })), JSON.stringify(claims)).rejects.toThrow(TokenRefused);
  });

  test('that is unsigned, or signed with a secret, a foreign key or another algorithm', async () => {
    const { issuer, verify } = await start();
    const other = await startAuthorizationServer({ audience });
    const [, body = '', signature = ''] = issuer.token().split('.');
    const head = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
    const kid = JSON.parse(Buffer.from(issuer.token().split('.')[0] ?? '', 'base64url').toString()).kid;
    const pem = issuer.publicKeyOf('RS256').export({ type: 'spki', format: 'pem' });
    const confused = `${head({ alg: 'HS256', kid })}.${body}`;
    const forged = [
      `${head({ alg: 'none', kid })}.${body}.`,
      `${head({ alg: 'none', kid })}.${body}.${signature}`,
      `${confused}.${createHmac('sha256', pem).update(confused).digest('base64url')}`,
      `${head({ alg: 'ES256', kid })}.${body}.${signature}`,
      issuer.token({ header: { crit: ['exp'] } }),
      issuer.token({ header: { typ: 'secevent+jwt' } }),
      issuer.token({ header: { kid: 'unknown' } }),
      issuer.token({ algorithm: 'ES256', header: { kid, alg: 'RS256' } }),
      other.token({ header: { kid }, claims: { iss: issuer.issuer } }),
      issuer.token().replace(/\.[\w-]+\./, `.${head({ iss: issuer.issuer, sub: 'root', aud: audience, exp: 9e9 })}.`),
      'not-a-token',
      `${'a'.repeat(20_000)}.b.c`,
    ];
    for (const token of forged) await expect(verify(token), token.slice(0, 80)).rejects.toThrow(TokenRefused);
  });
});

test('why a token is refused is said without a word of it', async () => {
  const { issuer, verify, seconds } = await start();
  const sub = 'ann@acme.com';
  const reasons: [Record<string, unknown>, string][] = [
    [{ iss: 'https://id.evil.example' }, 'The token is of another authorization server.'],
    [{ aud: 'https://other.acme.com/mcp' }, 'The token is for another service.'],
    [{ exp: seconds - 60 }, 'The token has expired.'],
    [{ nbf: seconds + 60 }, 'The token is not valid yet.'],
    [{ exp: undefined }, 'The token lacks what an access token must say.'],
    [{ scp: 7 }, 'The token lacks what an access token must say.'],
  ];
  for (const [claims, reason] of reasons) {
    const refused = await verify(issuer.token({ claims: { sub, ...claims } })).catch((error: unknown) => error);
    expect(refused).toEqual(new TokenRefused(reason));
    expect(inspect(refused, { depth: 9 })).not.toContain(sub);
  }
});

test('a key that may not sign such tokens signs none', async () => {
  const { issuer, verify } = await start();
  const keys = [
    issuer.addKey({ privateKey: weakKey() }),
    issuer.addKey({ use: 'enc' }),
    issuer.addKey({ alg: 'RS512' }),
    issuer.addKey({ kty: 'oct', k: 'c2VjcmV0' }),
    issuer.addKey({ n: undefined }),
  ];
  for (const key of keys) await expect(verify(issuer.token({ key })), key.kid).rejects.toThrow(TokenRefused);
});

const useless: [string, (response: ServerResponse) => void][] = [
  ['no JSON', (response) => response.end('<html>')],
  ['no list', (response) => response.end('{"keys":"none"}')],
  ['a list of anything', (response) => response.end('{"keys":[1]}')],
  ['far too much', (response) => response.end(`{"keys":[],"more":"${'x'.repeat(300_000)}"}`)],
  ['another address', (response) => response.writeHead(302, { location: '/keys' }).end()],
  [
    'a line that breaks off',
    (response) => response.writeHead(200, { 'content-length': 99 }).write('{') && response.destroy(),
  ],
];

test.each(useless)('an authorization server that answers with %s has no keys', async (_what, answer) => {
  const { issuer, verify } = await start();
  issuer.answerWith(answer);
  await expect(verify(issuer.token())).rejects.toThrow(KeysUnavailable);
  await expect(verify(issuer.token())).rejects.toThrow(KeysUnavailable);
  expect(issuer.asked()).toBe(1);
});

test('many calls at once ask for the keys once', async () => {
  const { issuer, verify } = await start();
  await Promise.all(Array.from({ length: 20 }, () => verify(issuer.token())));
  expect(issuer.asked()).toBe(1);
});

test('unknown keys ask the authorization server at most twice a minute', async () => {
  const { clock, issuer, verify } = await start();
  await verify(issuer.token());
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await expect(verify(issuer.token({ header: { kid: `unknown-${attempt}` } }))).rejects.toThrow(TokenRefused);
  }
  expect(issuer.asked()).toBe(1);
  clock.at += 60_000;
  await expect(verify(issuer.token({ header: { kid: 'unknown' } }))).rejects.toThrow(TokenRefused);
  expect(issuer.asked()).toBe(2);
});

test('keys are used for an hour while the authorization server is down, and then no more', async () => {
  const { clock, issuer, verify } = await start();
  await verify(issuer.token());
  issuer.goDown();
  clock.at += 59 * 60_000;
  await expect(verify(issuer.token())).resolves.toMatchObject({ scopes: ['read'] });
  clock.at += 60_000;
  await expect(verify(issuer.token())).rejects.toThrow(KeysUnavailable);
});
