import type { JsonObject } from '../json.ts';

/** A field of a GraphQL query with its literal arguments; variables are looked up by name elsewhere. */
export interface Selection {
  name: string;
  alias: string;
  args: JsonObject;
  fields?: Selection[];
}

/** Reads the selection of the first operation; undefined when the text is not one. No fragments, no directives. */
export function selectionOf(query: string): Selection[] | undefined {
  const tokens =
    query.replaceAll(/#[^\n]*/g, '').match(/"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\$\w+|[{}()[\]:!,=]|-?\d+(?:\.\d+)?/g) ?? [];
  const reader = { tokens, at: 0 };
  while (reader.at < tokens.length && tokens[reader.at] !== '{') skipOne(reader);
  return tokens[reader.at] === '{' ? readFields(reader) : undefined;
}

interface Reader {
  tokens: string[];
  at: number;
}

function skipOne(reader: Reader): void {
  if (reader.tokens[reader.at] === '(') readArguments(reader);
  else reader.at += 1;
}

function readFields(reader: Reader): Selection[] {
  const fields: Selection[] = [];
  reader.at += 1;
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== '}') {
    if (reader.tokens[reader.at] === ',') reader.at += 1;
    else fields.push(readField(reader));
  }
  reader.at += 1;
  return fields;
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

/** Only literals count: `title: $title` comes from the variables anyway. */
function readArguments(reader: Reader): JsonObject {
  const args: JsonObject = {};
  let depth = 0;
  do {
    const token = reader.tokens[reader.at];
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    const value = reader.tokens[reader.at + 2] ?? '';
    if (reader.tokens[reader.at + 1] === ':' && value.startsWith('"')) args[token ?? ''] = JSON.parse(value);
    reader.at += 1;
  } while (depth > 0 && reader.at < reader.tokens.length);
  return args;
}
