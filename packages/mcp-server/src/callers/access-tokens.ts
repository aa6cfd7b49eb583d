import { createHash } from 'node:crypto';
import { fitting } from '@fes-assistant/tools';
import { decodeJwt, decodeProtectedHeader, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { type FindKey, KeysUnavailable } from './key-set.ts';
import { knownScopes, type Scope } from './scopes.ts';

/** How far the clocks of two machines may differ. */
const toleranceSeconds = 30;
const maxLength = 16_384;
/** All that is accepted: nothing unsigned, and nothing whose key the verifier shares. */
const algorithms = ['RS256', 'ES256', 'EdDSA'];

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
  findKey: FindKey;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const claimsSchema = z.looseObject({
  iss: z.string(),
  sub: z
    .string()
    .min(1)
    .max(500)
    .refine((subject) => subject.isWellFormed()),
  exp: z.number(),
  scope: z.string().optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});
type Claims = z.infer<typeof claimsSchema>;

/** Checks signature, issuer, audience and times of JSON Web Tokens; the subject becomes the principal. */
export function createAccessTokens({ issuer, audience, findKey, now }: AccessTokensOptions): AccessTokens {
  const rules: JWTVerifyOptions = {
    algorithms,
    issuer: eitherSlash(issuer),
    audience: eitherSlash(audience),
    clockTolerance: toleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  };
  return {
    async verify(token) {
      const claims = claimsOf(token);
      await requireSigned(findKey, { token, rules: { ...rules, currentDate: new Date(now()) } });
      const words = [claims.scope ?? [], claims.scp ?? []].flat().flatMap((text) => text.split(' '));
      return { principal: principalOf(claims), scopes: knownScopes(words) };
    },
  };
}

interface Presented {
  token: string;
  rules: JWTVerifyOptions;
}

/** Nothing that a token says is believed before this. */
async function requireSigned(findKey: FindKey, { token, rules }: Presented): Promise<void> {
  try {
    await jwtVerify(token, findKey, rules);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw asRefusal(error);
    await requireSignedByOneOf(error, { token, rules });
  }
}

/** A token may leave out which of the published keys signed it; a key that cannot be used did not. */
async function requireSignedByOneOf(keys: errors.JWKSMultipleMatchingKeys, { token, rules }: Presented): Promise<void> {
  for await (const key of keys) {
    try {
      await jwtVerify(token, key, rules);
      return;
    } catch (error) {
      const isOther = !(error instanceof errors.JOSEError) || error instanceof errors.JWSSignatureVerificationFailed;
      if (!isOther) throw asRefusal(error);
    }
  }
  throw asRefusal(new errors.JWSSignatureVerificationFailed());
}

const wrongClaims: Record<string, string> = {
  iss: 'The token is of another authorization server.',
  aud: 'The token is for another service.',
  nbf: 'The token is not valid yet.',
};

/** In words that repeat nothing: the library's own errors hold the claims of the token. */
function asRefusal(error: unknown): TokenRefused | KeysUnavailable {
  if (error instanceof KeysUnavailable) return error;
  if (error instanceof errors.JWTExpired) return new TokenRefused('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const wrong = error.reason === 'check_failed' ? wrongClaims[error.claim] : undefined;
    return new TokenRefused(wrong ?? 'The token lacks what an access token must say.');
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new TokenRefused('The token is signed in a way that is not accepted.');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return new TokenRefused('The signature of the token is not one of the authorization server.');
  }
  return new TokenRefused('The bearer token is not accepted.');
}

/** What a token says, before it is known whose it is: one that says nonsense makes nobody fetch keys. */
function claimsOf(token: string): Claims {
  const read = token.length > maxLength ? undefined : decoded(token);
  if (!read) throw new TokenRefused('The bearer token is not accepted.');
  const isAccessToken = read.typ === undefined || /^(application\/)?(at\+)?jwt$/i.test(read.typ);
  if (!isAccessToken) throw new TokenRefused('The token is not an access token.');
  const claims = fitting(claimsSchema, read.payload);
  if (!claims.success) throw new TokenRefused('The token lacks what an access token must say.');
  return claims.data;
}

function decoded(token: string) {
  try {
    return { typ: decodeProtectedHeader(token).typ, payload: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

/** A slash at the end of an address is all in which the setting and a claim may differ. */
function eitherSlash(address: string): string[] {
  return [withoutSlash(address), `${withoutSlash(address)}/`];
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, '');
}

/** Subjects are unique only at their issuer. */
function principalOf({ iss, sub }: Claims): string {
  const issuer = createHash('sha256').update(withoutSlash(iss)).digest('hex').slice(0, 16);
  return `oauth:${issuer}:${encodeURIComponent(sub)}`;
}
