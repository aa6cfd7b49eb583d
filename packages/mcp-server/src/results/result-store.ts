import type { Column, Json, Row } from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';

const lifeMs = 3_600_000;
const maxBytes = 256 * 1024 * 1024;
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

export function createResultStore({ now }: { now: () => number }): ResultStore {
  const held = new Map<string, Entry>();
  const forgotten = new Map<string, Origin>();
  const counters = new Map<string, number>();
  let bytes = 0;

  const forget = (key: string, entry: Entry) => {
    held.delete(key);
    bytes -= entry.bytes;
    forgotten.set(key, entry.origin);
    const [oldest] = forgotten.keys();
    if (forgotten.size > maxForgotten && oldest !== undefined) forgotten.delete(oldest);
  };
  const makeRoom = () => {
    for (const [key, entry] of held) {
      if (now() - entry.at < lifeMs && bytes <= maxBytes) return;
      forget(key, entry);
    }
  };

  return {
    keep({ rows, columns }, { principal, fingerprint, origin }) {
      const number = (counters.get(principal) ?? 0) + 1;
      counters.set(principal, number);
      const handle = `$r${number}`;
      const size = JSON.stringify(rows).length;
      held.set(keyOf(principal, handle), { rows, columns, principal, fingerprint, origin, at: now(), bytes: size });
      bytes += size;
      makeRoom();
      return handle;
    },
    find(handle, { principal, fingerprints }) {
      makeRoom();
      const key = keyOf(principal, handle);
      const entry = held.get(key);
      if (entry && fingerprints.includes(entry.fingerprint)) return entry;
      const origin = entry ? undefined : forgotten.get(key);
      if (!origin) throw new Refusal(`There is no result ${handle}: read it again and use its new name.`, 'not-found');
      throw new Refusal(
        `The result ${handle} is no longer held. Call ${origin.tool} again with ${JSON.stringify(origin.args)} and use its new name.`,
        'expired',
      );
    },
  };
}

function keyOf(principal: string, handle: string): string {
  return `${principal}\n${handle}`;
}
