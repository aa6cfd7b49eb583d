import { parseExpression } from './parse-expression.ts';
import type { Expression, Select, SelectItem, Source } from './syntax.ts';
import { sqlError, TokenReader, tokensOf } from './tokens.ts';

const afterSource = ['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'JOIN', 'INNER', 'LEFT', 'ON'];

/** One `SELECT` statement. */
export function parseSql(sql: string): Select {
  const reader = new TokenReader(tokensOf(sql));
  const select = parseSelect(reader);
  reader.takes(';');
  if (reader.peek().kind !== 'end') throw sqlError(`unexpected '${reader.peek().text}'`);
  return select;
}

function parseSelect(reader: TokenReader): Select {
  reader.expect('SELECT');
  const distinct = reader.takes('DISTINCT');
  const top = reader.takes('TOP') ? wholeNumber(reader) : undefined;
  const items = parseItems(reader);
  const sources = reader.takes('FROM') ? parseSources(reader) : [];
  const where = reader.takes('WHERE') ? parseExpression(reader) : undefined;
  const groupBy = reader.takes('GROUP', 'BY') ? parseList(reader) : [];
  const having = reader.takes('HAVING') ? parseExpression(reader) : undefined;
  const union = reader.takes('UNION') ? { all: reader.takes('ALL'), select: parseSelect(reader) } : undefined;
  const orderBy = reader.takes('ORDER', 'BY') ? parseOrder(reader) : [];
  const limit = reader.takes('LIMIT') ? wholeNumber(reader) : top;
  const offset = reader.takes('OFFSET') ? wholeNumber(reader) : 0;
  return { distinct, items, sources, where, groupBy, having, orderBy, limit, offset, union };
}

function wholeNumber(reader: TokenReader): number {
  const token = reader.next();
  if (token.kind !== 'number') throw sqlError(`expected a number near '${token.text}'`);
  return Number(token.text);
}

function parseItems(reader: TokenReader): SelectItem[] {
  const items: SelectItem[] = [];
  do {
    const expression = parseExpression(reader);
    items.push({ expression, alias: parseAlias(reader, ['FROM', ...afterSource]) });
  } while (reader.takes(','));
  return items;
}

function parseAlias(reader: TokenReader, reserved: string[]): string | undefined {
  if (reader.takes('AS')) return reader.name();
  const { kind, text } = reader.peek();
  const isName = kind === 'name' || (kind === 'word' && !reserved.includes(text.toUpperCase()));
  return isName ? reader.name() : undefined;
}

function parseSources(reader: TokenReader): Source[] {
  const sources = [parseSource(reader)];
  for (;;) {
    const kind = joinKind(reader);
    if (kind === undefined) return sources;
    const source = parseSource(reader);
    const on = reader.takes('ON') ? parseExpression(reader) : undefined;
    sources.push({ ...source, join: { kind, on } });
  }
}

function joinKind(reader: TokenReader): 'inner' | 'left' | undefined {
  if (reader.takes('JOIN') || reader.takes('INNER', 'JOIN') || reader.takes(',')) return 'inner';
  return reader.takes('LEFT', 'JOIN') || reader.takes('LEFT', 'OUTER', 'JOIN') ? 'left' : undefined;
}

function parseSource(reader: TokenReader): Source {
  if (reader.takes('(')) {
    const from = parseSelect(reader);
    reader.expect(')');
    return { from, alias: parseAlias(reader, afterSource) };
  }
  let from = reader.name();
  while (reader.takes('.')) from = reader.name();
  return { from, alias: parseAlias(reader, afterSource) };
}

function parseList(reader: TokenReader): Expression[] {
  const list = [parseExpression(reader)];
  while (reader.takes(',')) list.push(parseExpression(reader));
  return list;
}

function parseOrder(reader: TokenReader): Select['orderBy'] {
  const order: Select['orderBy'] = [];
  do {
    const expression = parseExpression(reader);
    const down = reader.takes('DESC');
    if (!down) reader.takes('ASC');
    order.push({ expression, down });
  } while (reader.takes(','));
  return order;
}
