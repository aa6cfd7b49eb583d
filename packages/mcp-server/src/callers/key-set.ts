import { createLocalJWKSet, errors, type LocalJWKSet } from 'jose';
import { z } from 'zod';

/** How long keys are used without asking again. */
const freshMs = 10 * 60_000;
/** How long keys are used while the authorization server cannot be reached. */
const staleMs = 60 * 60_000;
/** A token with an unknown key makes us ask again at most this often. */
const askAgainMs = 30_000;
const timeoutMs = 5_000;
const maxCharacters = 256 * 1024;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/**
 * The public key of an authorization server that may have signed a token.
 *
 * @throws {KeysUnavailable} when the keys cannot be had
 * @throws {errors.JOSEError} when no key fits, or several do
 */
export type FindKey = (...about: Parameters<LocalJWKSet>) => ReturnType<LocalJWKSet>;

/** The keys cannot be had: nobody's fault who calls; answered as 503. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

interface KeySetOptions {
  url: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Keys are fetched when they are first needed, every ten minutes, and for an unknown key at most twice a minute. The
 * library's own remote key set asks for every token while the server is down, and reads answers of any size.
 */
export function createKeySet({ url, now }: KeySetOptions): FindKey {
  let held: { keys: LocalJWKSet; since: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    askedAt = now();
    held = { keys: createLocalJWKSet(await fetchKeys(url)), since: now() };
  };
  const refresh = async () => {
    if (!asking && now() - askedAt < askAgainMs) return;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking.catch(() => undefined);
  };
  const usable = () => {
    if (held && now() - held.since < staleMs) return held.keys;
    throw new KeysUnavailable('The keys of the authorization server cannot be read: try again in a minute.');
  };

  return async (...about) => {
    if (!held || now() - held.since >= freshMs) await refresh();
    try {
      return await usable()(...about);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return usable()(...about);
    }
  };
}

async function fetchKeys(url: string): Promise<z.infer<typeof keySetSchema>> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`JWKS answered ${response.status}.`);
  return keySetSchema.parse(JSON.parse(await limitedText(response)));
}

async function limitedText(response: Response): Promise<string> {
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.length > maxCharacters) throw new Error('The JWKS is too large.');
  }
  return text;
}
