import type { JsonObject } from '../json.ts';

/** A field of a GraphQL query with its arguments, variables put in. */
export interface Selection {
  name: string;
  alias: string;
  args: JsonObject;
  fields?: Selection[];
}

interface Reader {
  tokens: string[];
  at: number;
  variables: JsonObject;
  fragments: Map<string, number>;
}

interface Asked {
  query: string;
  variables: JsonObject;
  operationName: string | undefined;
}

const pattern = /"(?:[^"\\]|\\.)*"|\.\.\.|[A-Za-z_]\w*|\$\w+|[{}()[\]:!,=@]|-?\d+(?:\.\d+)?/g;

/** The selection of the operation that is asked for, the first one unless said; undefined when the text has none. */
export function selectionOf({ query, variables, operationName }: Asked): Selection[] | undefined {
  const tokens = query.replaceAll(/#[^\n]*/g, '').match(pattern) ?? [];
  if (!isBalanced(tokens)) return undefined;
  const reader: Reader = { tokens, at: 0, variables, fragments: new Map() };
  const operations = new Map<string, number>();
  while (reader.at < tokens.length) definition(reader, operations);
  const start = operations.get(operationName ?? '') ?? operations.values().next().value;
  return start === undefined ? undefined : readFields({ ...reader, at: start });
}

function isBalanced(tokens: readonly string[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    depth += '{('.includes(token) ? 1 : '})'.includes(token) ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Notes where the selection of an operation or fragment begins, and goes behind it. */
function definition(reader: Reader, operations: Map<string, number>): void {
  const [kind = '', name = ''] = reader.tokens.slice(reader.at, reader.at + 2);
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== '{') skipOne(reader);
  if (reader.tokens[reader.at] !== '{') return;
  if (kind === 'fragment') reader.fragments.set(name, reader.at);
  else operations.set(/^\w+$/.test(name) && kind !== '{' ? name : '', reader.at);
  skipBlock(reader);
}

function skipOne(reader: Reader): void {
  if (reader.tokens[reader.at] === '(') readArguments(reader);
  else reader.at += 1;
}

function skipBlock(reader: Reader): void {
  let depth = 0;
  do {
    depth += reader.tokens[reader.at] === '{' ? 1 : reader.tokens[reader.at] === '}' ? -1 : 0;
    reader.at += 1;
  } while (depth > 0 && reader.at < reader.tokens.length);
}

function readFields(reader: Reader): Selection[] {
  const fields: Selection[] = [];
  reader.at += 1;
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== '}') {
    const token = reader.tokens[reader.at];
    if (token === ',') reader.at += 1;
    else if (token === '...') fields.push(...readSpread(reader));
    else fields.push(readField(reader));
  }
  reader.at += 1;
  return fields;
}

/** `...names` or `... on Type { }`. */
function readSpread(reader: Reader): Selection[] {
  const name = reader.tokens[reader.at + 1] ?? '';
  if (name === 'on' || name === '{') {
    reader.at += name === 'on' ? 3 : 1;
    return readFields(reader);
  }
  reader.at += 2;
  const start = reader.fragments.get(name);
  const fragments = new Map([...reader.fragments].filter(([other]) => other !== name));
  return start === undefined ? [] : readFields({ ...reader, at: start, fragments });
}

function readField(reader: Reader): Selection {
  const alias = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  let name = alias;
  if (reader.tokens[reader.at] === ':') {
    name = reader.tokens[reader.at + 1] ?? '';
    reader.at += 2;
  }
  const args = reader.tokens[reader.at] === '(' ? readArguments(reader) : {};
  return reader.tokens[reader.at] === '{' ? { name, alias, args, fields: readFields(reader) } : { name, alias, args };
}

/** Texts and variables; what is made up of several values is passed over. */
function readArguments(reader: Reader): JsonObject {
  const args: JsonObject = {};
  let depth = 0;
  do {
    const token = reader.tokens[reader.at] ?? '';
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    const value = reader.tokens[reader.at + 2] ?? '';
    if (reader.tokens[reader.at + 1] === ':') {
      if (value.startsWith('"')) args[token] = textIn(value);
      else if (value.startsWith('$')) args[token] = reader.variables[value.slice(1)];
    }
    reader.at += 1;
  } while (depth > 0 && reader.at < reader.tokens.length);
  return args;
}

/** What stands between quotes; with an escape that is none, as it stands. */
function textIn(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
