import { QueryError } from './query-error.ts';

/** `sum([a]) / [b]`, read into a tree. */
export type Formula =
  | { kind: 'number'; value: number }
  | { kind: 'context'; key: string }
  | { kind: 'call'; name: string; of: Formula[] }
  | { kind: 'operation'; operator: string; left: Formula; right: Formula };

interface Reader {
  tokens: string[];
  at: number;
}

export function parseFormula(text: string): Formula {
  const tokens = text.match(/\[[^\]]*\]|\d+(?:\.\d+)?|[A-Za-z_]\w*|[()+\-*/,]/g) ?? [];
  const reader = { tokens, at: 0 };
  const formula = readSum(reader);
  if (reader.at < tokens.length) throw unreadable(text);
  return formula;
}

const unreadable = (text: string) =>
  new QueryError(`The formula ${text} cannot be read`, { type: 'jaql_error', httpStatusCode: 400 });

function readSum(reader: Reader): Formula {
  return readChain(reader, { operators: ['+', '-'], next: readProduct });
}

function readProduct(reader: Reader): Formula {
  return readChain(reader, { operators: ['*', '/'], next: readAtom });
}

function readChain(reader: Reader, of: { operators: string[]; next: (reader: Reader) => Formula }): Formula {
  let left = of.next(reader);
  for (;;) {
    const operator = reader.tokens[reader.at] ?? '';
    if (!of.operators.includes(operator)) return left;
    reader.at += 1;
    left = { kind: 'operation', operator, left, right: of.next(reader) };
  }
}

function readAtom(reader: Reader): Formula {
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  if (token === '(') {
    const inner = readSum(reader);
    expect(reader, ')');
    return inner;
  }
  if (token === '-')
    return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: readAtom(reader) };
  if (token.startsWith('[')) return { kind: 'context', key: token };
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
  if (reader.tokens[reader.at] !== '(') throw unreadable(reader.tokens.join(' '));
  return readCall(reader, token);
}

function readCall(reader: Reader, name: string): Formula {
  const of: Formula[] = [];
  expect(reader, '(');
  while (reader.tokens[reader.at] !== ')' && reader.at < reader.tokens.length) {
    of.push(readSum(reader));
    if (reader.tokens[reader.at] === ',') reader.at += 1;
  }
  expect(reader, ')');
  return { kind: 'call', name, of };
}

function expect(reader: Reader, token: string): void {
  if (reader.tokens[reader.at] !== token) throw unreadable(reader.tokens.join(' '));
  reader.at += 1;
}
