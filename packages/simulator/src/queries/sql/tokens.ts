import { QueryError } from '../query-error.ts';

export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign';
  text: string;
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|`([^`]*)`|'((?:[^']|'')*)'|(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|([\p{L}_][\p{L}\p{N}_$]*)|(<>|!=|<=|>=|==|\|\||[-+*/%(),.=<>;])/guy;

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

export const isWord = (token: Token | undefined, ...words: string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());

export const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.kind === 'sign' && token.text === sign;

export function sqlError(details: string): QueryError {
  return new QueryError(`SQL error: ${details}`, { type: 'sql_error', httpStatusCode: 400 });
}
