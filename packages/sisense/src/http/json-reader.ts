import { BodyRefused } from './body-refused.ts';
import { parseJson } from './json.ts';
import { turnTaker } from './turns.ts';

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const opening = Buffer.from('[');
const closing = Buffer.from(']');

/** A list is parsed in parts of about this size: small texts cost least to make, and their bytes are let go early. */
const partBytes = 32 * 1024;

/** What came: a list that is parsed, or the bytes; both missing when it began as a list and is none. */
export interface ReadJson {
  list?: unknown[];
  bytes?: Buffer;
}

/** A body that is here as a whole. It can be read once. */
export interface HeldBody {
  readonly size: number;
  /**
   * Rejects with the signal's reason when it is aborted meanwhile.
   *
   * @throws BodyRefused
   */
  read(signal: AbortSignal): Promise<ReadJson>;
}

/**
 * Takes the bytes of an answer as they arrive. If it is JSON, one pass over them counts nesting and values, so that a bomb
 * is refused before any of it is parsed, and notes where a list can be parted.
 */
export class JsonReader implements HeldBody {
  readonly #limits: { depth: number; values: number } | undefined;
  #isList: boolean | undefined;
  #size = 0;
  #parts: Uint8Array[][] = [];
  #part: Uint8Array[] = [];
  #partBytes = 0;
  #depth = 0;
  #values = 0;
  /** Where the text of a string goes on in the next piece: nowhere, inside, or after a backslash. */
  #open: 'no' | 'string' | 'escape' = 'no';

  /** Without limits nothing is looked at. */
  constructor(limits: { depth: number; values: number } | undefined) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  /** @throws BodyRefused */
  write(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#limits === undefined) {
      this.#keep(piece);
      return;
    }
    const start = this.#isList === undefined ? this.#begin(piece) : 0;
    const lastComma = this.#scan(piece, this.#limits);
    if (this.#isList && lastComma >= start && this.#partBytes + lastComma - start >= partBytes) {
      this.#keep(piece.subarray(start, lastComma));
      this.#parts.push(this.#part);
      this.#part = [];
      this.#partBytes = 0;
      this.#keep(piece.subarray(lastComma + 1));
    } else this.#keep(piece.subarray(start));
  }

  /** Parts of a list are let go as they are parsed, and others have their turn between them. */
  async read(signal: AbortSignal): Promise<ReadJson> {
    signal.throwIfAborted();
    if (!this.#isList) return { bytes: Buffer.concat(this.#part) };
    const list: unknown[] = [];
    const parts = this.#parts;
    this.#parts = [];
    const takeTurns = turnTaker();
    for (const [at, part] of parts.entries()) {
      parts[at] = [];
      const items = parsedList([opening, ...part, closing]);
      if (items === undefined || items.length === 0) return {};
      for (const item of items) list.push(item);
      const turn = takeTurns();
      if (turn !== undefined) await turn;
      signal.throwIfAborted();
    }
    const items = parsedList([opening, ...this.#part]);
    if (items === undefined || (items.length === 0 && list.length > 0)) return {};
    for (const item of items) list.push(item);
    return { list };
  }

  /** Where the content begins; blanks before it are let go, and a list is kept from after its bracket. */
  #begin(piece: Uint8Array): number {
    const at = piece.findIndex((byte) => !isBlank(byte));
    if (at < 0) return piece.length;
    this.#isList = piece[at] === openBracket;
    return this.#isList ? at + 1 : at;
  }

  #keep(piece: Uint8Array): void {
    this.#part.push(piece);
    this.#partBytes += piece.length;
  }

  /** Counts, and gives the place of the last comma between two items of a list, -1 where there is none. */
  #scan(piece: Uint8Array, most: { depth: number; values: number }): number {
    const { length } = piece;
    let at = this.#open === 'no' ? 0 : this.#string(piece, this.#open === 'escape' ? 1 : 0);
    let depth = this.#depth;
    let values = this.#values;
    let lastComma = -1;
    while (at < length) {
      const byte = piece[at];
      at += 1;
      switch (byte) {
        case quote:
          at = this.#string(piece, at);
          break;
        case comma:
          if (depth === 1) lastComma = at - 1;
          values += 1;
          break;
        case colon:
          values += 1;
          break;
        case openBrace:
        case openBracket:
          depth += 1;
          values += 1;
          if (depth > most.depth) throw new BodyRefused('it is nested too deeply');
          break;
        case closeBrace:
        case closeBracket:
          depth -= 1;
          break;
        default:
      }
    }
    if (values > most.values) throw new BodyRefused('it has too many values');
    this.#depth = depth;
    this.#values = values;
    return lastComma;
  }

  /** From inside a string: the place after its end, or the end of the piece. */
  #string(piece: Uint8Array, from: number): number {
    const { length } = piece;
    let at = from;
    while (at < length) {
      const byte = piece[at];
      if (byte === quote) {
        this.#open = 'no';
        return at + 1;
      }
      at += byte === backslash ? 2 : 1;
    }
    this.#open = at > length ? 'escape' : 'string';
    return length;
  }
}

function parsedList(pieces: Uint8Array[]): unknown[] | undefined {
  try {
    const value = parseJson(Buffer.concat(pieces).toString('utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    return undefined;
  }
}

/** JSON's own blanks, and the bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}
