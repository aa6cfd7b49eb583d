import { QueryError } from '../query-error.ts';

export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  text: string;
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|`([^`]*)`|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_$]*)|(<>|!=|<=|>=|\|\||[-+*/%(),.=<>;])/guy;

export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < sql.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(sql);
    if (match === null) throw sqlError(`syntax error near '${sql.slice(at, at + 12)}'`);
    const token = tokenOf(match);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, brackets, quotes, ticks, text, number, word, sign] = match;
  if (brackets !== undefined) return { kind: 'name', text: brackets.replaceAll(']]', ']') };
  if (quotes !== undefined) return { kind: 'name', text: quotes.replaceAll('""', '"') };
  if (ticks !== undefined) return { kind: 'name', text: ticks };
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'") };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word };
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}

export function sqlError(details: string): QueryError {
  return new QueryError(`SQL error: ${details}`, { type: 'sql_error', httpStatusCode: 400 });
}

/** Walks over the tokens of one query. */
export class TokenReader {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether the next tokens are these words or signs. */
  sees(...texts: string[]): boolean {
    return texts.every((text, at) => {
      const token = this.peek(at);
      return (token.kind === 'word' || token.kind === 'sign') && token.text.toUpperCase() === text;
    });
  }

  takes(...texts: string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.#at += texts.length;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw sqlError(`expected ${text} near '${this.peek().text}'`);
  }

  name(): string {
    const token = this.next();
    if (token.kind !== 'word' && token.kind !== 'name') throw sqlError(`expected a name near '${token.text}'`);
    return token.text;
  }
}
