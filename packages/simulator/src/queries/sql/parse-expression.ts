import type { Expression } from './syntax.ts';
import { sqlError, type TokenReader } from './tokens.ts';

export function parseExpression(reader: TokenReader): Expression {
  return chain(reader, { operators: ['OR'], next: parseAnd });
}

const parseAnd = (reader: TokenReader): Expression => chain(reader, { operators: ['AND'], next: parseNot });

function parseNot(reader: TokenReader): Expression {
  return reader.takes('NOT') ? { kind: 'unary', operator: 'not', of: parseNot(reader) } : parseComparison(reader);
}

function parseComparison(reader: TokenReader): Expression {
  const left = parseSum(reader);
  const not = reader.sees('NOT') && reader.takes('NOT');
  if (reader.takes('IS')) {
    const isNot = reader.takes('NOT');
    reader.expect('NULL');
    return { kind: 'is-null', of: left, not: isNot };
  }
  if (reader.takes('IN')) return { kind: 'in', of: left, choices: bracketed(reader), not };
  if (reader.takes('BETWEEN')) {
    const from = parseSum(reader);
    reader.expect('AND');
    return { kind: 'between', of: left, from, to: parseSum(reader), not };
  }
  if (reader.takes('LIKE')) {
    const like: Expression = { kind: 'binary', operator: 'LIKE', left, right: parseSum(reader) };
    return not ? { kind: 'unary', operator: 'not', of: like } : like;
  }
  const operator = ['<>', '!=', '<=', '>=', '=', '<', '>'].find((sign) => reader.takes(sign));
  return operator === undefined ? left : { kind: 'binary', operator, left, right: parseSum(reader) };
}

const parseSum = (reader: TokenReader): Expression =>
  chain(reader, { operators: ['+', '-', '||'], next: parseProduct });
const parseProduct = (reader: TokenReader): Expression =>
  chain(reader, { operators: ['*', '/', '%'], next: parseAtom });

function chain(
  reader: TokenReader,
  of: { operators: string[]; next: (reader: TokenReader) => Expression },
): Expression {
  let left = of.next(reader);
  for (;;) {
    const operator = of.operators.find((one) => reader.takes(one));
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: of.next(reader) };
  }
}

function bracketed(reader: TokenReader): Expression[] {
  const items: Expression[] = [];
  reader.expect('(');
  do items.push(parseExpression(reader));
  while (reader.takes(','));
  reader.expect(')');
  return items;
}

function parseAtom(reader: TokenReader): Expression {
  if (reader.takes('-')) return { kind: 'unary', operator: '-', of: parseAtom(reader) };
  if (reader.takes('*')) return { kind: 'star' };
  if (reader.takes('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  const token = reader.next();
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
  if (token.kind === 'text') return { kind: 'literal', value: token.text };
  if (token.kind === 'word' && token.text.toUpperCase() === 'NULL') return { kind: 'literal', value: null };
  if (token.kind !== 'word' && token.kind !== 'name') throw sqlError(`unexpected '${token.text}'`);
  if (token.kind === 'word' && reader.sees('(')) return parseCall(reader, token.text);
  if (!reader.takes('.')) return { kind: 'column', table: undefined, name: token.text };
  return reader.takes('*') ? { kind: 'star' } : { kind: 'column', table: token.text, name: reader.name() };
}

function parseCall(reader: TokenReader, name: string): Expression {
  reader.expect('(');
  const distinct = reader.takes('DISTINCT');
  const of: Expression[] = [];
  if (!reader.sees(')')) {
    do of.push(parseExpression(reader));
    while (reader.takes(','));
  }
  reader.expect(')');
  return { kind: 'call', name: name.toLowerCase(), distinct, of };
}
