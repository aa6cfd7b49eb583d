import { createHash, type KeyObject, verify } from 'node:crypto';
import { fitting } from '@fes-assistant/tools';
import { z } from 'zod';
import type { KeySet, PublishedKey } from './key-set.ts';
import { knownScopes, type Scope } from './scopes.ts';

/** How far the clocks of two machines may differ. */
const toleranceSeconds = 30;
const maxLength = 16_384;
const minRsaBits = 2_048;

/** Who a token speaks for, and what it allows. */
export interface TokenHolder {
  principal: string;
  scopes: Scope[];
}

/** Why a token was not accepted; repeats nothing of it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Accepts access tokens of one authorization server for one audience. */
export interface AccessTokens {
  /** @throws {TokenRefused} when the token is not one of ours, for us and valid now @throws {KeysUnavailable} */
  verify(token: string): Promise<TokenHolder>;
}

interface AccessTokensOptions {
  issuer: string;
  audience: string;
  keys: KeySet;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const headerSchema = z.looseObject({
  alg: z.string(),
  kid: z.string().max(500).optional(),
  typ: z.string().optional(),
});
const claimsSchema = z.looseObject({
  iss: z.string(),
  sub: z
    .string()
    .min(1)
    .max(500)
    .refine((subject) => subject.isWellFormed()),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
  scope: z.string().optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});
type Claims = z.infer<typeof claimsSchema>;

interface Algorithm {
  fits: (key: KeyObject) => boolean;
  isSigned: (signed: Buffer, by: { key: KeyObject; signature: Buffer }) => boolean;
}

/** All that is accepted: nothing unsigned, and nothing whose key the verifier shares. */
const algorithms = new Map<string, Algorithm>([
  [
    'RS256',
    {
      fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
        type === 'rsa' && (details?.modulusLength ?? 0) >= minRsaBits,
      isSigned: (signed, { key, signature }) => verify('sha256', signed, key, signature),
    },
  ],
  [
    'ES256',
    {
      fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
        type === 'ec' && details?.namedCurve === 'prime256v1',
      isSigned: (signed, { key, signature }) => verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature),
    },
  ],
  [
    'EdDSA',
    {
      fits: ({ asymmetricKeyType: type }) => type === 'ed25519',
      isSigned: (signed, { key, signature }) => verify(null, signed, key, signature),
    },
  ],
]);

/** Checks signature, issuer, audience and times of JSON Web Tokens; the subject becomes the principal. */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  return {
    async verify(token) {
      const { header, claims, signed, signature } = parse(token);
      const algorithm = algorithms.get(header.alg);
      if (!algorithm) throw new TokenRefused('The token is signed in a way that is not accepted.');
      const keys = (await options.keys.find(header.kid)).filter((one) => fits(one, { header, algorithm }));
      const isOurs = keys.some(({ key }) => algorithm.isSigned(signed, { key, signature }));
      if (!isOurs) throw new TokenRefused('The signature of the token is not one of the authorization server.');
      refuseWrongClaims(claims, options);
      const words = [claims.scope ?? [], claims.scp ?? []].flat().flatMap((text) => text.split(' '));
      return { principal: principalOf(claims), scopes: knownScopes(words) };
    },
  };
}

type Header = z.infer<typeof headerSchema>;

function fits(published: PublishedKey, { header, algorithm }: { header: Header; algorithm: Algorithm }): boolean {
  return (published.algorithm ?? header.alg) === header.alg && algorithm.fits(published.key);
}

function parse(token: string) {
  const [, head = '', body = '', sign = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (head === '' || token.length > maxLength) throw new TokenRefused('The bearer token is not accepted.');
  const header = fitting(headerSchema, jsonOf(head));
  const claims = fitting(claimsSchema, jsonOf(body));
  if (!header.success || !claims.success) throw new TokenRefused('The token lacks what an access token must say.');
  const isToken = header.data.typ === undefined || /^(application\/)?(at\+)?jwt$/i.test(header.data.typ);
  if (!isToken || header.data['crit'] !== undefined) throw new TokenRefused('The token is not an access token.');
  const signature = Buffer.from(sign, 'base64url');
  return { header: header.data, claims: claims.data, signed: Buffer.from(`${head}.${body}`), signature };
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuseWrongClaims(claims: Claims, { issuer, audience, now }: AccessTokensOptions): void {
  const seconds = now() / 1_000;
  if (withoutSlash(claims.iss) !== withoutSlash(issuer)) {
    throw new TokenRefused('The token is of another authorization server.');
  }
  if (![claims.aud].flat().some((aud) => withoutSlash(aud) === withoutSlash(audience))) {
    throw new TokenRefused('The token is for another service.');
  }
  if (claims.exp + toleranceSeconds <= seconds) throw new TokenRefused('The token has expired.');
  if (claims.nbf !== undefined && claims.nbf - toleranceSeconds > seconds) {
    throw new TokenRefused('The token is not valid yet.');
  }
}

/** A slash at the end of an address is all in which the setting and a claim may differ. */
function withoutSlash(address: string): string {
  return address.replace(/\/$/, '');
}

/** Subjects are unique only at their issuer. */
function principalOf({ iss, sub }: Claims): string {
  const issuer = createHash('sha256').update(withoutSlash(iss)).digest('hex').slice(0, 16);
  return `oauth:${issuer}:${encodeURIComponent(sub)}`;
}
