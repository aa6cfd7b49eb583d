import { QueryError } from './query-error.ts';

/** `sum([a]) / [b]`, read into a tree. */
export type Formula =
  | { kind: 'number'; value: number }
  | { kind: 'context'; key: string }
  | { kind: 'call'; name: string; of: Formula[] }
  /** `([revenue], [region])`: a measure for the rows that the filters behind it leave. */
  | { kind: 'filtered'; of: Formula; by: string[] }
  | { kind: 'choice'; cases: { when: Formula; gives: Formula }[]; otherwise: Formula | undefined }
  | { kind: 'operation'; operator: string; left: Formula; right: Formula };

interface Reader {
  tokens: string[];
  at: number;
}

export function parseFormula(text: string): Formula {
  const tokens = text.match(/\[[^\]]*\]|\d+(?:\.\d+)?|[A-Za-z_]\w*|<>|<=|>=|[()+\-*/,<>=]/g) ?? [];
  const reader = { tokens, at: 0 };
  const formula = readComparison(reader);
  if (reader.at < tokens.length) throw unreadable(text);
  return formula;
}

const unreadable = (text: string) =>
  new QueryError(`The formula ${text} cannot be read`, { type: 'jaql_error', httpStatusCode: 400 });

function readComparison(reader: Reader): Formula {
  return readChain(reader, { operators: ['AND', 'OR'], next: readCompared });
}

function readCompared(reader: Reader): Formula {
  return readChain(reader, { operators: ['<', '<=', '>', '>=', '=', '<>'], next: readSum });
}

function readSum(reader: Reader): Formula {
  return readChain(reader, { operators: ['+', '-'], next: readProduct });
}

function readProduct(reader: Reader): Formula {
  return readChain(reader, { operators: ['*', '/'], next: readAtom });
}

function readChain(reader: Reader, of: { operators: string[]; next: (reader: Reader) => Formula }): Formula {
  let left = of.next(reader);
  for (;;) {
    const operator = (reader.tokens[reader.at] ?? '').toUpperCase();
    if (!of.operators.includes(operator)) return left;
    reader.at += 1;
    left = { kind: 'operation', operator, left, right: of.next(reader) };
  }
}

function readAtom(reader: Reader): Formula {
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  if (token === '(') return readInBrackets(reader);
  if (token === '-')
    return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: readAtom(reader) };
  if (token.startsWith('[')) return { kind: 'context', key: token };
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
  if (token.toUpperCase() === 'CASE') return readCases(reader);
  if (reader.tokens[reader.at] !== '(') throw unreadable(reader.tokens.join(' '));
  return readCall(reader, token);
}

function readInBrackets(reader: Reader): Formula {
  const inner = readComparison(reader);
  const by: string[] = [];
  while (reader.tokens[reader.at] === ',') {
    by.push(reader.tokens[reader.at + 1] ?? '');
    reader.at += 2;
  }
  expect(reader, ')');
  return by.length === 0 ? inner : { kind: 'filtered', of: inner, by };
}

function readCases(reader: Reader): Formula {
  const cases: { when: Formula; gives: Formula }[] = [];
  while (takes(reader, 'WHEN')) {
    const when = readComparison(reader);
    if (!takes(reader, 'THEN')) throw unreadable(reader.tokens.join(' '));
    cases.push({ when, gives: readSum(reader) });
  }
  const otherwise = takes(reader, 'ELSE') ? readSum(reader) : undefined;
  if (!takes(reader, 'END')) throw unreadable(reader.tokens.join(' '));
  return { kind: 'choice', cases, otherwise };
}

function takes(reader: Reader, word: string): boolean {
  const isNext = reader.tokens[reader.at]?.toUpperCase() === word;
  if (isNext) reader.at += 1;
  return isNext;
}

function readCall(reader: Reader, name: string): Formula {
  const of: Formula[] = [];
  expect(reader, '(');
  while (reader.tokens[reader.at] !== ')' && reader.at < reader.tokens.length) {
    of.push(readComparison(reader));
    if (reader.tokens[reader.at] === ',') reader.at += 1;
  }
  expect(reader, ')');
  return { kind: 'call', name, of };
}

function expect(reader: Reader, token: string): void {
  if (reader.tokens[reader.at] !== token) throw unreadable(reader.tokens.join(' '));
  reader.at += 1;
}
