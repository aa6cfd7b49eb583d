import { BodyRefused } from './body-refused.ts';
import { parseJson } from './json.ts';

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

/** Items of a list are parsed as soon as so many bytes of them are here: texts of this size cost least to make. */
const worthParsing = 32 * 1024;

/** What came: a list that is parsed already, or the bytes; both missing when it began as a list and is none. */
export interface ReadJson {
  list?: unknown[];
  bytes?: Buffer;
}

/**
 * Takes the bytes of a JSON answer as they arrive. One pass counts nesting and values, so that a bomb is refused before it
 * is parsed, and finds where the items of a list end: these are parsed and their bytes let go while the rest is under way.
 */
export class JsonReader {
  readonly #limits: { depth: number; values: number };
  readonly #list: unknown[] = [];
  #isList: boolean | undefined;
  #isBroken = false;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #depth = 0;
  #values = 0;
  /** Where the text of a string goes on in the next piece: nowhere, inside, or after a backslash. */
  #open: 'no' | 'string' | 'escape' = 'no';

  constructor(limits: { depth: number; values: number }) {
    this.#limits = limits;
  }

  /** @throws BodyRefused */
  write(piece: Uint8Array): void {
    const start = this.#isList === undefined ? this.#begin(piece) : 0;
    const lastComma = this.#scan(piece);
    if (this.#isBroken) return;
    if (this.#isList && lastComma >= start && this.#pendingBytes + lastComma - start >= worthParsing) {
      this.#keep(piece.subarray(start, lastComma));
      this.#parseItems(closing);
      this.#keep(piece.subarray(lastComma + 1));
    } else this.#keep(piece.subarray(start));
  }

  /** @throws BodyRefused */
  end(): ReadJson {
    if (!this.#isList) return { bytes: whole(this.#pending) };
    if (!this.#isBroken) this.#parseItems();
    return this.#isBroken ? {} : { list: this.#list };
  }

  /** Where the content begins; a list is kept from after its bracket. */
  #begin(piece: Uint8Array): number {
    const at = piece.findIndex((byte) => !isBlank(byte));
    if (at < 0) return 0;
    this.#isList = piece[at] === openBracket;
    return this.#isList ? at + 1 : 0;
  }

  #keep(piece: Uint8Array): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
  }

  /** Without an end that is given, what is kept brings the end of the list with it. */
  #parseItems(end?: Buffer): void {
    const bytes = Buffer.concat([opening, ...this.#pending, ...(end ? [end] : [])]);
    this.#pending = [];
    this.#pendingBytes = 0;
    const items = parsedList(bytes);
    const isGap = items?.length === 0 && (end !== undefined || this.#list.length > 0);
    if (items === undefined || isGap) this.#isBroken = true;
    else for (const item of items) this.#list.push(item);
  }

  /** Counts, and gives the place of the last comma between two items of a list, -1 where there is none. */
  #scan(piece: Uint8Array): number {
    const { length } = piece;
    const most = this.#limits.depth;
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
          if (depth > most) throw new BodyRefused('it is nested too deeply');
          break;
        case closeBrace:
        case closeBracket:
          depth -= 1;
          break;
        default:
      }
    }
    if (values > this.#limits.values) throw new BodyRefused('it has too many values');
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

function parsedList(bytes: Buffer): unknown[] | undefined {
  try {
    const value = parseJson(bytes.toString('utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    return undefined;
  }
}

function whole(pieces: Uint8Array[]): Buffer {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
  return Buffer.concat(pieces);
}

/** JSON's own blanks, and the bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}
