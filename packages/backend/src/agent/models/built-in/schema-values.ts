import type { Json, JsonSchema, ToolManifest } from '@fes-assistant/protocol';
import { type Token, textOf } from './ask.ts';
import { bareName, nameBeside, nameRuns, severalNames } from './names.ts';
import { shareEntries } from './share-entries.ts';
import { userDataIn } from './user-data.ts';
import { canonical, changeVerbs, nouns, saysNothing } from './words.ts';

export function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

/** The schema of a value inside the arguments; empty where it says nothing. */
export function schemaAt(schema: JsonSchema, path: string[]): JsonSchema {
  return path.reduce<JsonSchema>((here, key) => propertiesOf(here)[key] ?? {}, schema);
}

interface Wanted {
  knows: (word: string) => boolean;
  tool: ToolManifest;
  args: Record<string, Json>;
  text: string;
  ask: Token[];
}

/** Fills what no example told, by the names and types of the arguments. */
export function fromSchema({ tool, args, text, ask, knows }: Wanted): void {
  const properties = propertiesOf(tool.inputSchema);
  const required = (tool.inputSchema['required'] ?? []) as string[];
  const taken = (): Set<string> => new Set(stringsIn(args));
  for (const [name, schema] of Object.entries(properties)) {
    if (name === 'user_data') {
      const said = userDataIn(text, ask);
      if ('email' in propertiesOf(schema) && tool.id.endsWith('create_user')) {
        const address = ask.find(({ kind }) => kind === 'email')?.text;
        if (address !== undefined) said['email'] = address;
      }
      args[name] = { ...said, ...((args[name] ?? {}) as Record<string, Json>) };
      continue;
    }
    if (args[name] !== undefined) continue;
    const value = valueFor({
      name,
      schema,
      tool,
      text,
      ask,
      knows,
      taken: taken(),
      isRequired: required.includes(name),
    });
    if (value !== undefined) args[name] = value;
  }
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value.toLowerCase()];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

interface Property {
  name: string;
  knows: (word: string) => boolean;
  schema: JsonSchema;
  tool: ToolManifest;
  text: string;
  ask: Token[];
  taken: Set<string>;
  isRequired: boolean;
}

function valueFor(property: Property): Json | undefined {
  const { schema, ask, text, name } = property;
  const options = optionsOf(schema);
  if (options.length > 0) return optionSaid(options, property);
  switch (schema['type']) {
    case 'boolean':
      return booleanFor(name, { ask, text });
    case 'integer':
    case 'number':
      return numberFor(name, property);
    case 'object':
      return jsonIn(text);
    case 'array':
      return listFor(property);
    default:
      return schema['type'] === undefined && Array.isArray(schema['anyOf']) ? eitherFor(property) : nameFor(property);
  }
}

/** An option whose word stands in the ask, unless it is a word of the tool's own name. */
function optionSaid(options: string[], { ask, tool }: Property): string | undefined {
  const own = new Set(tool.id.split(/[._]/).map(canonical));
  const said = new Set(ask.map(({ word }) => word).filter((word) => !own.has(word)));
  return options.find((option) => said.has(canonical(option)));
}

function optionsOf(schema: JsonSchema): string[] {
  if (schema['type'] === 'array') return [];
  if (Array.isArray(schema['enum'])) return schema['enum'].filter((one): one is string => typeof one === 'string');
  const either = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as JsonSchema[]) : [];
  return either.flatMap((one) => (typeof one['const'] === 'string' ? [one['const']] : optionsOf(one)));
}

/** "with shares" sets `shares`; "without shares" unsets it. */
function booleanFor(name: string, { ask, text }: { ask: Token[]; text: string }): boolean | undefined {
  const words = name.split('_').map(canonical);
  const telling = words.filter(
    (word) => !['copy', 'us', 'admin', 'access', 'update', 'intern', 'header'].includes(word),
  );
  if (telling.length === 0) return undefined;
  const at = ask.findIndex(({ word }) => telling.includes(word));
  if (at === -1 || !telling.every((word) => ask.some((token) => token.word === word))) return undefined;
  const before = ask
    .slice(Math.max(0, at - 2), at)
    .map(({ text: word }) => word.toLowerCase())
    .join(' ');
  if (/without|no\b|not\b|don't/.test(before)) return false;
  return /\b(with|including|include|and|also|too)\b/i.test(text) ? true : undefined;
}

function numberFor(name: string, { ask, text, taken }: Pick<Property, 'ask' | 'text' | 'taken'>): number | undefined {
  const [, hour, minute] = /\b(\d{1,2}):(\d{2})\b/.exec(text) ?? [];
  if (name === 'hour' && hour !== undefined) return Number(hour);
  if (name === 'minute' && minute !== undefined) return Number(minute);
  const numbers = ask.flatMap((token, index) =>
    token.kind === 'number' && !taken.has(token.text) ? [{ value: Number(token.text), index }] : [],
  );
  const words = name.split('_').map(canonical);
  const near = numbers.find(({ index }) =>
    [ask[index - 1], ask[index + 1], ask[index - 2], ask[index + 2]].some(
      (token) => token && words.includes(token.word),
    ),
  );
  return near?.value;
}

function jsonIn(text: string): Json | undefined {
  const [found] = /[{[][\s\S]*[}\]]/.exec(text) ?? [];
  if (found === undefined) return undefined;
  try {
    return JSON.parse(found) as Json;
  } catch {
    return undefined;
  }
}

function listFor({ name, ask, text, schema, isRequired, tool }: Property): Json | undefined {
  const items = (schema['items'] ?? {}) as JsonSchema;
  const options = optionsOf(items);
  if (options.length > 0) {
    const said = options.filter(
      (option) =>
        option.length > 2 && ask.some(({ text: word }) => word.toLowerCase().startsWith(option.toLowerCase())),
    );
    return said.length > 0 ? said : undefined;
  }
  if (items['type'] === 'object') return shareEntries(schema, { text, ask }) ?? jsonIn(text);
  const noun = nounsOf(name);
  const at = ask.findIndex(({ word }) => noun.includes(word));
  const stretch = at === -1 ? (isRequired ? ask : []) : ask.slice(at + 1);
  if (!stretch.some(({ isName }) => isName)) {
    const beside = nameBeside(ask, noun);
    return beside.some(({ isName }) => isName) ? [textOf(bareName(beside))] : onlyNames({ ask, tool });
  }
  const names = severalNames(stretch);
  return names.length > 0 ? names : undefined;
}

/** Where the tool takes names of one kind only, any name in the ask is one of them. */
function onlyNames({ ask, tool }: Pick<Property, 'ask' | 'tool'>): string[] | undefined {
  const taking = Object.values(propertiesOf(tool.inputSchema)).filter(
    ({ type }) => !['integer', 'number', 'boolean'].includes(String(type)),
  );
  const names = nameRuns(ask)
    .map((run) => textOf(bareName(run)))
    .filter(Boolean);
  return taking.length === 1 && names.length > 0 ? names : undefined;
}

/** A name or a list of names: several names make a list. */
function eitherFor(property: Property): Json | undefined {
  const several = listFor(property);
  return Array.isArray(several) && several.length === 1 ? several[0] : (several ?? nameFor(property));
}

/** Things that an argument's name speaks of: `datamodel_name` of a model, `dashboard_ids` of dashboards. */
function nounsOf(name: string): string[] {
  const words = name.split('_').map(canonical);
  const found = words.filter((word) => nouns.has(word));
  return found.includes('model') ? [...found, 'cube'] : found;
}

const people = /^(user_email|user_name|user|executing_user|new_owner_name|user_id|owner)$/;

function nameFor({ name, tool, ask, taken, isRequired, schema, knows }: Property): string | undefined {
  const free = (tokens: Token[]): boolean => tokens.length > 0 && !taken.has(textOf(tokens).toLowerCase());
  if (people.test(name)) return personFor({ ask, taken, isRequired });
  const own = nounsOf(name).filter((noun) => noun !== 'user');
  const subject = own.length > 0 ? own : nounsOf(tool.id.replaceAll('.', '_'));
  const beside = bareName(nameBeside(ask, subject));
  const plainNoun = own.length > 0 || isRequired;
  if (plainNoun && free(beside)) return textOf(beside);
  if (!isRequired || schema['default'] !== undefined) return undefined;
  const run = nameRuns(ask).map(bareName).find(free) ?? unknownRuns(ask, knows).find(free) ?? lastPlace(ask);
  return run && free(run) ? textOf(run) : undefined;
}

/** Stretches of words that no tool uses: "row count of ecommerce". */
function unknownRuns(ask: Token[], knows: (word: string) => boolean): Token[][] {
  const runs: Token[][] = [[]];
  for (const token of ask) {
    const isUnknown =
      token.kind === 'word' && !saysNothing(token.text) && !knows(token.word) && !changeVerbs.has(token.word);
    if (isUnknown) runs.at(-1)?.push(token);
    else if (runs.at(-1)?.length) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** What follows the last "of", "in" or "for". */
function lastPlace(ask: Token[]): Token[] {
  const at = ask.findLastIndex(({ text }) => /^(of|in|for|from|on)$/i.test(text));
  return at === -1 ? [] : bareName(ask.slice(at + 1));
}

function personFor({ ask, taken, isRequired }: Pick<Property, 'ask' | 'taken' | 'isRequired'>): string | undefined {
  const address = ask.find(({ kind, text }) => kind === 'email' && !taken.has(text.toLowerCase()));
  if (address) return address.text;
  if (!isRequired) return undefined;
  const owner = ask.find(({ owns }) => owns);
  if (owner) return owner.text;
  const beside = textOf(bareName(nameBeside(ask, ['user'])));
  if (beside !== '') return beside;
  const run = nameRuns(ask).map((tokens) => textOf(bareName(tokens)));
  return run.find((name) => name !== '' && !taken.has(name.toLowerCase()));
}
