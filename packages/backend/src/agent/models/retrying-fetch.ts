import { setTimeout as pause } from 'node:timers/promises';

interface RetryOptions {
  maxRetries: number;
  baseDelaySeconds: number;
  timeoutSeconds: number;
}

const retried = new Set([429, 500, 502, 503, 504]);
const longestWaitMs = 60_000;

/**
 * Fetches with a time limit for each try, again after 429, 500, 502, 503, 504 and network errors, and waits as long as the
 * server asks to. Redirects are errors: a key goes only where it was meant for.
 */
export function retryingFetch({ maxRetries, baseDelaySeconds, timeoutSeconds }: RetryOptions): typeof fetch {
  return async (input, init = {}) => {
    const caller = init.signal ?? undefined;
    for (let attempt = 0; ; attempt++) {
      const answer = await once(input, { ...init, timeoutSeconds }).catch((error: unknown) => {
        if (caller?.aborted || attempt >= maxRetries) throw error;
        return undefined;
      });
      const usual = baseDelaySeconds * 1000 * 2 ** attempt * (0.75 + Math.random() / 2);
      const wait = Math.max(usual, answer ? askedToWait(answer) : 0);
      const isLast = attempt >= maxRetries || wait > longestWaitMs;
      if (answer && (isLast || !retried.has(answer.status))) return answer;
      await pause(wait, undefined, caller ? { signal: caller } : {});
    }
  };
}

function once(
  input: Parameters<typeof fetch>[0],
  { timeoutSeconds, ...init }: RequestInit & { timeoutSeconds: number },
): Promise<Response> {
  const limit = AbortSignal.timeout(timeoutSeconds * 1000);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  return fetch(input, { ...init, redirect: 'error', signal }).then(whole);
}

/** Reads the body inside the time limit: a server that stops in the middle counts as one that does not answer. */
async function whole(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  const { status, statusText, headers } = answer;
  const plain = new Headers(headers);
  plain.delete('content-encoding');
  plain.delete('content-length');
  return new Response(body.byteLength === 0 && (status === 204 || status === 304) ? null : body, {
    status,
    statusText,
    headers: plain,
  });
}

function askedToWait({ headers }: Response): number {
  const said = headers.get('retry-after');
  if (said === null) return 0;
  const seconds = Number(said);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(said) - Date.now() : seconds * 1000;
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, milliseconds);
}
