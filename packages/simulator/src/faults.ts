import { createRandom, type Random } from './random.ts';

/**
 * What can go wrong with one request.
 *
 * Without the effect, unless `afterEffect` is set: `status`, `html`, `redirect`, `reset-before-answer`, `half-open`.
 * After the effect: all others. Not here, because they happen before a request exists: refused connections
 * (`deployment.unplug()`), names that do not resolve, connects that time out.
 */
export const faultKinds = [
  'status',
  'html',
  'redirect',
  'empty',
  'malformed-json',
  'truncated-json',
  'wrong-shape',
  'huge-json',
  'deep-json',
  'wrong-content-type',
  'reset-before-answer',
  'reset-after-headers',
  'reset-mid-body',
  'half-open',
  'slow',
  'slow-headers',
  'drip',
  'truncated-body',
  'wrong-length',
  'bad-gzip',
  'gzip-bomb',
  'die-after-effect',
  'duplicate-answer',
  'ignore-paging',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** A client's endpoint id, or a route as `GET /api/v1/users`. Every request unless said. */
  endpoint?: string;
  method?: string;
  /** Part of the path. */
  path?: string;
  /** Only the nth matching request since the fault was added, from 1; or these ones. */
  nth?: number | readonly number[];
  /** Of a matching request, from 0 to 1; the same requests for the same seed. */
  probability?: number;
  /** Ends after so many hits. */
  times?: number;
  /** For `status`: default 500. For `redirect`: default 302. */
  status?: number;
  /** For `status`: the header as it shall be sent. */
  retryAfter?: string;
  /** For `status` and `wrong-shape`: the body to send instead of Sisense's own. */
  body?: unknown;
  /** For `slow`, `slow-headers` (default 1000) and `drip` (between two pieces, default 20). */
  delayMs?: number;
  /** For `huge-json`, `gzip-bomb` (of the unpacked body) and `deep-json` (levels, not bytes). */
  size?: number;
  /** For `redirect`. */
  location?: string;
  afterEffect?: boolean;
}

interface FaultMatch {
  method: string;
  path: string;
  route: string | undefined;
  endpoints: readonly string[];
}

interface Armed {
  fault: Fault;
  seen: number;
  hits: number;
  random: Random;
}

/** The faults of one deployment, in the order in which they were added; the first that hits is the one. */
export class Faults {
  readonly #armed: Armed[] = [];
  readonly #seed: string;
  #added = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Gives back how to take it away again. */
  add(fault: Fault): { remove(): void; hits(): number } {
    this.#added += 1;
    const armed: Armed = { fault, seen: 0, hits: 0, random: createRandom(this.#seed, 'fault', this.#added) };
    this.#armed.push(armed);
    return {
      remove: () => {
        const index = this.#armed.indexOf(armed);
        if (index >= 0) this.#armed.splice(index, 1);
      },
      hits: () => armed.hits,
    };
  }

  clear(): void {
    this.#armed.length = 0;
  }

  list(): (Fault & { seen: number; hits: number })[] {
    return this.#armed.map(({ fault, seen, hits }) => ({ ...fault, seen, hits }));
  }

  hit(match: FaultMatch): Fault | undefined {
    let found: Armed | undefined;
    for (const armed of this.#armed) {
      if (!concerns(armed.fault, match)) continue;
      armed.seen += 1;
      if (found === undefined && isDue(armed)) found = armed;
    }
    if (found !== undefined) found.hits += 1;
    return found?.fault;
  }
}

function concerns({ endpoint, method, path }: Fault, match: FaultMatch): boolean {
  if (endpoint !== undefined && endpoint !== match.route && !match.endpoints.includes(endpoint)) return false;
  if (method !== undefined && method !== match.method) return false;
  return path === undefined || match.path.includes(path);
}

function isDue({ fault, seen, hits, random }: Armed): boolean {
  if (fault.times !== undefined && hits >= fault.times) return false;
  if (fault.nth !== undefined && ![fault.nth].flat().includes(seen)) return false;
  return fault.probability === undefined || random.fraction() < fault.probability;
}

const effectless: readonly FaultKind[] = ['status', 'html', 'redirect', 'reset-before-answer', 'half-open'];

export function hasEffect(fault: Fault | undefined): boolean {
  return fault === undefined || (fault.afterEffect ?? !effectless.includes(fault.kind));
}
