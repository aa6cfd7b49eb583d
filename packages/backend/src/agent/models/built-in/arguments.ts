import type { Json, JsonSchema, Mode, ToolManifest } from '@fes-assistant/protocol';
import { type Token, textOf } from './ask.ts';
import type { Match } from './match.ts';
import { bareName, severalNames } from './names.ts';
import { fromSchema, propertiesOf, schemaAt } from './schema-values.ts';
import { roleIn } from './user-data.ts';
import { saysNothing } from './words.ts';

interface Filled {
  arguments: Record<string, Json>;
  /** Required ones that the ask does not say. */
  missing: string[];
  /** The ask is an example as it stands: nothing of it needs looking up. */
  asWritten: boolean;
}

interface FillRequest {
  match: Match;
  text: string;
  ask: Token[];
  /** Where the whole ask may say which deployment is meant. */
  side: { mode: Mode; said: string };
  /** Whether a word is one that tools use: others are likely names. */
  knows: (word: string) => boolean;
}

/** The arguments of a tool as an ask says them: from the example that fits, then from what the schema's names suggest. */
export function fillArguments({ match, text, ask, side: where, knows }: FillRequest): Filled {
  const { tool } = match;
  const same = tool.examples.find((example) => plain(example.ask) === plain(text));
  const args = same ? structuredClone(same.input) : fromTemplate(match);
  if (!same) fromSchema({ tool, args, text, ask, knows });
  if (!same) cleanPeople(args);
  const side = sideIn(tool, { text: where.said, mode: where.mode });
  if (side !== undefined) args['side'] = side;
  const required = (tool.inputSchema['required'] ?? []) as string[];
  const missing = required.flatMap((name) =>
    missingIn(name, { value: args[name], schema: schemaAt(tool.inputSchema, [name]) }),
  );
  return { arguments: args, missing, asWritten: same !== undefined };
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s?!.]+/g, ' ')
    .trim();
}

/** The argument itself, or what is required inside it. */
function missingIn(name: string, { value, schema }: { value: Json | undefined; schema: JsonSchema }): string[] {
  const inner = (schema['required'] ?? []) as string[];
  if (value === undefined || isEmptyObject(value))
    return inner.length > 0 ? inner.map((key) => `${name}.${key}`) : [name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return inner.filter((key) => value[key] === undefined).map((key) => `${name}.${key}`);
}

function isEmptyObject(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** In migration mode reads must say which deployment. */
function sideIn(tool: ToolManifest, { text, mode }: { text: string; mode: Mode }): string | undefined {
  if (mode !== 'migration' || !('side' in propertiesOf(tool.inputSchema))) return undefined;
  if (/\btarget\b/i.test(text)) return 'target';
  return /\bsource\b/i.test(text) ? 'source' : undefined;
}

function fromTemplate({ tool, template, alignment }: Match): Record<string, Json> {
  if (!template || !alignment) return {};
  const weighing = template.parts.flatMap((part, index) => (part.kind === 'word' && part.weighs ? [index] : []));
  const matched = weighing.filter((index) => alignment.matched.has(index));
  if (matched.length < weighing.length * 0.6) return {};
  const args: Record<string, Json> = {};
  for (const { part, tokens } of alignment.filled) {
    const value = slotValue({ tool, path: part.path, list: part.list, email: part.email, tokens });
    if (value !== undefined) setAt(args, part.path, value);
  }
  if (
    template.parts.every((part, index) => part.kind === 'slot' || isArticle(part.word) || alignment.matched.has(index))
  ) {
    for (const { path, value } of template.implied) {
      if (!isIdentity(value, { path, about: String(schemaAt(tool.inputSchema, path)['description'] ?? '') })) {
        setAt(args, path, value);
      }
    }
  }
  return args;
}

/** A value that names one thing of the example's deployment, and says nothing about another ask. */
function isIdentity(value: Json, { path, about }: { path: string[]; about: string }): boolean {
  if (typeof value !== 'string' || about.includes(`"${value}"`)) return false;
  return value.includes('@') || /name|id$/i.test(path.at(-1) ?? '');
}

/** Words that an ask may leave out and still mean the same; "my" and "not" are none of them. */
function isArticle(word: string): boolean {
  return /^(a|an|the|of|to|in|on|for|is|are|do|does|please|s)$/.test(word);
}

interface Slot {
  tool: ToolManifest;
  path: string[];
  list: boolean;
  email: boolean;
  tokens: Token[];
}

function slotValue({ tool, path, list, email, tokens }: Slot): Json | undefined {
  const schema = schemaAt(tool.inputSchema, path);
  if (list || schema['type'] === 'array') {
    const names = severalNames(tokens);
    return names.length > 0 ? names : undefined;
  }
  if (path.at(-1) === 'role')
    return roleIn(tokens.map(({ text }) => text).join(' ')) ?? (textOf(bareName(tokens)) || undefined);
  if (email) {
    const address = tokens.find(({ kind }) => kind === 'email');
    if (address) return address.text;
  }
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    const number = tokens.find(({ kind }) => kind === 'number');
    return number ? Number(number.text) : undefined;
  }
  const name = textOf(bareName(tokens));
  return name === '' || tokens.every(({ text, kind }) => kind === 'word' && saysNothing(text)) ? undefined : name;
}

function setAt(args: Record<string, Json>, path: string[], value: Json): void {
  let here: Record<string, Json> = args;
  for (const key of path.slice(0, -1)) {
    const next = here[key];
    const object = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    here[key] = object;
    here = object;
  }
  const last = path.at(-1);
  if (last === undefined) return;
  const before = here[last];
  here[last] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}

/** "the user Jane" and "jane's" both mean Jane. */
function cleanPeople(args: Record<string, Json>): void {
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'string') args[name] = value.replace(/['’]s$/, '').trim();
  }
}
