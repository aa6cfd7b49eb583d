import { isSign, isWord, type Token } from './tokens.ts';

const named: Token[] = [
  { kind: 'word', text: 'AS' },
  { kind: 'name', text: 'Column' },
];

/** Puts `AS Column` behind what the first SELECT computes without giving it a name. */
export function withColumnHeaders(tokens: Token[]): Token[] {
  const select = tokens.findIndex((token) => isWord(token, 'SELECT'));
  if (select < 0) return tokens;
  const first = isWord(tokens[select + 1], 'DISTINCT', 'ALL') ? select + 2 : select + 1;
  const end = endOfItems(tokens, first);
  const items = split(tokens.slice(first, end));
  const renamed = items.flatMap((item, at) => [
    ...(at === 0 ? [] : [{ kind: 'sign', text: ',' } as const]),
    ...item,
    ...(isNamed(item) ? [] : named),
  ]);
  return [...tokens.slice(0, first), ...renamed, ...tokens.slice(end)];
}

const afterItems = ['FROM', 'WHERE', 'GROUP', 'ORDER', 'UNION', 'LIMIT', 'HAVING'];

function endOfItems(tokens: Token[], first: number): number {
  let depth = 0;
  for (let at = first; at < tokens.length; at += 1) {
    if (isSign(tokens[at], '(')) depth += 1;
    if (isSign(tokens[at], ')')) depth -= 1;
    if (depth < 0 || (depth === 0 && isWord(tokens[at], ...afterItems))) return at;
  }
  return tokens.length;
}

function split(tokens: Token[]): Token[][] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += isSign(token, '(') ? 1 : isSign(token, ')') ? -1 : 0;
    if (depth === 0 && isSign(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}

const isName = (token: Token | undefined): boolean =>
  token?.kind === 'name' || (token?.kind === 'word' && !isWord(token, 'END', 'NULL'));
const operators = ['AND', 'OR', 'NOT', 'IN', 'LIKE', 'IS', 'BETWEEN', 'DISTINCT', 'CASE', 'WHEN', 'THEN', 'ELSE'];

/** A plain column, a star, or something with a name behind it. */
function isNamed(item: Token[]): boolean {
  const last = item.at(-1);
  if (isSign(last, '*') && (item.length === 1 || isSign(item.at(-2), '.'))) return true;
  if (!isName(last)) return false;
  const before = item.at(-2);
  if (before === undefined) return true;
  if (isSign(before, '.')) return item.every((token) => isName(token) || isSign(token, '.'));
  return isSign(before, ')') || (before.kind !== 'sign' && !isWord(before, ...operators));
}
