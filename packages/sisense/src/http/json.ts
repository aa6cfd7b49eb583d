/** Why a body was refused before it was understood. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

/**
 * Counts nesting and values of JSON while its bytes arrive, so that a bomb is refused before it is parsed. It does not
 * check the grammar; `JSON.parse` does.
 */
export class JsonGuard {
  readonly #limits: { depth: number; values: number };
  #depth = 0;
  #values = 0;
  #inString = false;
  #escaped = false;

  constructor(limits: { depth: number; values: number }) {
    this.#limits = limits;
  }

  /** @throws BodyRefused */
  check(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) at = this.#inString ? this.#afterString(bytes, at) : this.#afterStructure(bytes, at);
  }

  #afterString(bytes: Uint8Array, from: number): number {
    let escaped = this.#escaped;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) {
        this.#inString = false;
        this.#escaped = false;
        return at + 1;
      }
    }
    this.#escaped = escaped;
    return bytes.length;
  }

  #afterStructure(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === quote) {
        this.#inString = true;
        return at + 1;
      }
      if (byte === openBrace || byte === openBracket) this.#open();
      else if (byte === closeBrace || byte === closeBracket) this.#depth -= 1;
      else if (byte === comma || byte === colon) this.#count();
    }
    return bytes.length;
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) throw new BodyRefused('it is nested too deeply');
    this.#count();
  }

  #count(): void {
    this.#values += 1;
    if (this.#values > this.#limits.values) throw new BodyRefused('it has too many values');
  }
}

/**
 * Parses JSON, with or without a byte order mark. A `__proto__` key is dropped: copying such an object would change its
 * prototype.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!/__proto__|\\u005f/i.test(body)) return JSON.parse(body);
  return JSON.parse(body, function dropPrototype(this: unknown, key, value: unknown) {
    return key === '__proto__' ? undefined : value;
  });
}
