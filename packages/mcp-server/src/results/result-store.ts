import type { Column, Json, Row } from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';

const lifeMs = 3_600_000;
const defaultMaxBytes = 256 * 1024 * 1024;
const maxForgotten = 5_000;

/** Whose results a request may look at: its person's, on the deployments it is connected to. */
export interface Holder {
  principal: string;
  fingerprints: string[];
}

export interface KeptResult {
  rows: Row[];
  columns: Column[];
}

/** How a result came about, to say it again when it is no longer held. */
export interface Origin {
  tool: string;
  args: Json;
}

/** Whole results of reads, held for an hour so that later calls name them instead of carrying their rows. */
export interface ResultStore {
  /** Answers with the name, `$r3`. */
  keep(result: KeptResult, about: { principal: string; fingerprint: string; origin: Origin }): string;
  /** @throws {Refusal} with the call that makes it again, when it is not held any more. */
  find(handle: string, holder: Holder): KeptResult & { origin: Origin; fingerprint: string };
}

interface Entry extends KeptResult {
  principal: string;
  fingerprint: string;
  origin: Origin;
  at: number;
  bytes: number;
}

interface ResultStoreOptions {
  now: () => number;
  /** How much all results may take together; 256 MiB unless given. */
  maxBytes?: number;
}

export function createResultStore({ now, maxBytes = defaultMaxBytes }: ResultStoreOptions): ResultStore {
  return new HeldResults({ now, maxBytes });
}

class HeldResults implements ResultStore {
  readonly #now: () => number;
  readonly #maxBytes: number;
  /** Oldest first. */
  readonly #held = new Map<string, Entry>();
  readonly #forgotten = new Map<string, Origin>();
  readonly #counters = new Map<string, number>();
  #bytes = 0;

  constructor({ now, maxBytes }: Required<ResultStoreOptions>) {
    this.#now = now;
    this.#maxBytes = maxBytes;
  }

  keep({ rows, columns }: KeptResult, about: { principal: string; fingerprint: string; origin: Origin }): string {
    const number = (this.#counters.get(about.principal) ?? 0) + 1;
    this.#counters.set(about.principal, number);
    const handle = `$r${number}`;
    const bytes = JSON.stringify(rows).length;
    this.#held.set(keyOf(about.principal, handle), { rows, columns, ...about, at: this.#now(), bytes });
    this.#bytes += bytes;
    this.#makeRoom();
    return handle;
  }

  find(handle: string, { principal, fingerprints }: Holder): Entry {
    this.#makeRoom();
    const key = keyOf(principal, handle);
    const entry = this.#held.get(key);
    if (entry && fingerprints.includes(entry.fingerprint)) return entry;
    const origin = entry ? undefined : this.#forgotten.get(key);
    if (!origin) throw new Refusal(`There is no result ${handle}: read it again and use its new name.`, 'not-found');
    throw new Refusal(
      `The result ${handle} is no longer held. Call ${origin.tool} again with ${JSON.stringify(origin.args)} and use its new name.`,
      'expired',
    );
  }

  #makeRoom(): void {
    for (const [key, entry] of this.#held) {
      if (this.#now() - entry.at < lifeMs && this.#bytes <= this.#maxBytes) return;
      this.#held.delete(key);
      this.#bytes -= entry.bytes;
      this.#forgotten.set(key, entry.origin);
      const [oldest] = this.#forgotten.keys();
      if (this.#forgotten.size > maxForgotten && oldest !== undefined) this.#forgotten.delete(oldest);
    }
  }
}

function keyOf(principal: string, handle: string): string {
  return `${principal}\n${handle}`;
}
