import { withColumnHeaders } from './column-headers.ts';
import { isSign, isWord, type Token, tokensOf } from './tokens.ts';

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Sisense's SQL in SQLite's words: names in brackets, `TOP`, text put together with `+`, functions of other names. */
export function fromSisense(sql: string | Token[]): string {
  const tokens = typeof sql === 'string' ? tokensOf(sql) : sql;
  return joinedText(withLimits(withoutEnd(tokens)).map(translated));
}

/** The same for a whole query, whose computed columns are called `Column` where nobody named them. */
export function queryFromSisense(sql: string): string {
  return joinedText(withColumnHeaders(withLimits(withoutEnd(tokensOf(sql)))).map(translated));
}

const joinedText = (parts: string[]): string => parts.join(' ');

const withoutEnd = (tokens: Token[]): Token[] => (isSign(tokens.at(-1), ';') ? tokens.slice(0, -1) : tokens);

const functions: Record<string, string> = {
  ISNULL: 'coalesce',
  NVL: 'coalesce',
  IFNULL: 'coalesce',
  LEN: 'length',
  GETDATE: 'currentdate',
  NOW: 'currentdate',
  CEILING: 'ceil',
};

const dateParts = 'year yy quarter qq month mm day dd week wk hour hh minute mi second ss'.split(' ');

function translated(token: Token, at: number, all: Token[]): string {
  const { kind, text } = token;
  if (kind === 'name') return quoted(text);
  if (kind === 'text') return `'${text.replaceAll("'", "''")}'`;
  if (kind === 'sign') return text === '+' && joinsText(all, at) ? '||' : text;
  if (kind === 'word' && isSign(all[at + 1], '(')) return functions[text.toUpperCase()] ?? text;
  const isPart = isSign(all[at - 1], '(') && isWord(all[at - 2], 'DATEADD', 'DATEDIFF', 'DATEPART');
  return isPart && dateParts.includes(text.toLowerCase()) ? `'${text.toLowerCase()}'` : text;
}

/** One of the two sides, or what stands beyond them in the same sum, is a text. */
function joinsText(tokens: Token[], at: number): boolean {
  return chainedText(tokens, { at, step: -1 }) || chainedText(tokens, { at, step: 1 });
}

function chainedText(tokens: Token[], { at, step }: { at: number; step: 1 | -1 }): boolean {
  for (let next = at + step; ; next += 2 * step) {
    if (tokens[next]?.kind === 'text') return true;
    if (!isSign(tokens[next + step], '+')) return false;
  }
}

/** `SELECT TOP 5 …` becomes `SELECT … LIMIT 5`, each at the end of its own query. */
function withLimits(tokens: Token[]): Token[] {
  const left: Token[] = [];
  const open: { depth: number; limit: Token[] }[] = [];
  let depth = 0;
  const endHere = (isEnd: (one: { depth: number }) => boolean) => {
    while (open.length > 0 && isEnd(open.at(-1) ?? { depth: 0 })) left.push(...(open.pop()?.limit ?? []));
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (isSign(token, ')')) endHere((one) => one.depth === depth);
    if (isWord(token, 'UNION')) endHere((one) => one.depth === depth);
    depth += isSign(token, '(') ? 1 : isSign(token, ')') ? -1 : 0;
    const count = tokens[at + 1];
    if (isWord(token, 'TOP') && isSelectHead(tokens, at) && count?.kind === 'number') {
      open.push({ depth, limit: [{ kind: 'word', text: 'LIMIT' }, count] });
      at += 1;
    } else left.push(token);
  }
  endHere(() => true);
  return left;
}

const isSelectHead = (tokens: Token[], at: number): boolean =>
  isWord(tokens[at - 1], 'SELECT') || (isWord(tokens[at - 1], 'DISTINCT', 'ALL') && isWord(tokens[at - 2], 'SELECT'));
