import type { Json, JsonSchema } from '@fes-assistant/protocol';
import { type Token, textOf } from './ask.ts';
import { bareName, nameBeside } from './names.ts';
import { canonical } from './words.ts';

/** With whom something is to be shared and with what right, where a schema wants `{name, type, <right>}` entries. */
export function shareEntries(schema: JsonSchema, { text, ask }: { text: string; ask: Token[] }): Json | undefined {
  const items = (schema['items'] ?? {}) as JsonSchema;
  const properties = (items['properties'] ?? {}) as Record<string, JsonSchema>;
  const right = Object.keys(properties).find((key) => /rule|permission|access/i.test(key));
  if (!('name' in properties) || !('type' in properties) || right === undefined) return undefined;
  const group = textOf(bareName(nameBeside(ask, ['group'])));
  const parties = [
    ...ask.filter(({ kind }) => kind === 'email').map((token) => ({ name: token.text, type: 'user' })),
    ...(group === '' ? [] : [{ name: group, type: 'group' }]),
  ];
  if (parties.length === 0) return undefined;
  const value = rightIn(properties[right] ?? {}, text);
  return parties.map((party) => ({ ...party, [right]: value }));
}

/** The right that the text names, of those the schema knows; looking only, where it names none. */
function rightIn(schema: JsonSchema, text: string): string {
  const either = [schema, ...((schema['anyOf'] ?? schema['allOf'] ?? []) as JsonSchema[])];
  const options = either.flatMap((one) => (Array.isArray(one['enum']) ? one['enum'].map(String) : []));
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .map(canonical);
  const named = options.find((option) => words.includes(canonical(option)));
  if (named !== undefined) return named;
  if (/\b(edit(or)?s?|write|change)\b/i.test(text))
    return options.find((option) => /edit|write/i.test(option)) ?? 'edit';
  return options.find((option) => /view|read/i.test(option)) ?? 'view';
}
