import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** How long keys are used without asking again. */
const freshMs = 10 * 60_000;
/** How long keys are used while the authorization server cannot be reached. */
const staleMs = 60 * 60_000;
/** A token with an unknown key makes us ask again at most this often. */
const askAgainMs = 30_000;
const timeoutMs = 5_000;
const maxCharacters = 256 * 1024;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional() })).max(100) });

export interface PublishedKey {
  id: string | undefined;
  key: KeyObject;
  /** The one algorithm that it is for, where its publisher says so. */
  algorithm: string | undefined;
}

/** The public keys of an authorization server. */
export interface KeySet {
  /** Every key that may have signed a token with this key id. @throws {KeysUnavailable} */
  find(id: string | undefined): Promise<PublishedKey[]>;
}

/** The keys cannot be had: nobody's fault who calls; answered as 503. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

interface KeySetOptions {
  url: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Keys are fetched when they are first needed, every ten minutes, and for an unknown key at most twice a minute. */
export function createKeySet({ url, now }: KeySetOptions): KeySet {
  let held: PublishedKey[] = [];
  let heldSince = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    askedAt = now();
    held = await fetchKeys(url);
    heldSince = now();
  };
  const refresh = async () => {
    if (!asking && now() - askedAt < askAgainMs) return;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking.catch(() => undefined);
  };
  const matching = (id: string | undefined) => held.filter((key) => id === undefined || key.id === id);

  return {
    async find(id) {
      if (now() - heldSince >= freshMs) await refresh();
      if (now() - heldSince >= staleMs) {
        throw new KeysUnavailable('The keys of the authorization server cannot be read: try again in a minute.');
      }
      if (matching(id).length === 0) await refresh();
      return matching(id);
    },
  };
}

async function fetchKeys(url: string): Promise<PublishedKey[]> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`JWKS answered ${response.status}.`);
  const text = await limitedText(response);
  return keySetSchema.parse(JSON.parse(text)).keys.flatMap(publishedKey);
}

async function limitedText(response: Response): Promise<string> {
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (text.length > maxCharacters) throw new Error('The JWKS is too large.');
  }
  return text;
}

/** Only public keys for signatures; one that cannot be read is left out, as if it were not published. */
function publishedKey(jwk: z.infer<typeof keySetSchema>['keys'][number]): PublishedKey[] {
  if (jwk['kty'] === 'oct' || (jwk['use'] !== undefined && jwk['use'] !== 'sig')) return [];
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return [{ id: jwk.kid, key, algorithm: typeof jwk['alg'] === 'string' ? jwk['alg'] : undefined }];
  } catch {
    return [];
  }
}
