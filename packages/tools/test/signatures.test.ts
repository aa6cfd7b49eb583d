import type { JsonSchema } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog.ts';
import { inputSchema } from '../src/derive/json-schema.ts';
import { parseInput } from '../src/derive/parse-input.ts';
import type { Tool } from '../src/tool.ts';
import known from './tool-ids.json' with { type: 'json' };

/** Where a call of the Python implementation is not taken as it stands, and why. */
const reasons: Record<string, string> = {
  'access.change_user_password password': 'a secret is typed by the person who approves',
};

/** `days?: string[] = ["*"]` */
function argumentOf(text: string) {
  const [, name = '', optional, type = '', fallback] = /^(\w+)(\?)?: (.*?)(?: = (.*))?$/.exec(text) ?? [];
  const isLiteral = /^Literal\[(.*)\]$/.exec(type);
  return {
    name,
    isOptional: optional === '?',
    types: isLiteral ? ['string'] : type.split(' or ').map((one) => (one.endsWith('[]') ? 'array' : one)),
    words: isLiteral?.[1]?.split(', ') ?? [],
    fallback: fallback === undefined ? undefined : (JSON.parse(fallback) as unknown),
  };
}

const { findTool } = createCatalog();
const signatures = known.flatMap(({ id, arguments: given }) => {
  const tool = findTool(id);
  return tool === undefined ? [] : given.map((text) => ({ id, text, tool, ...argumentOf(text) }));
});

describe('every argument of the Python implementation', () => {
  it('is known here, of all but the tools that are still to come', () => {
    const missing = known.filter(({ id }) => findTool(id) === undefined).map(({ id }) => id);
    expect(missing.every((id) => id.startsWith('migration.'))).toBe(true);
    expect(signatures.length).toBeGreaterThan(140);
  });

  it.each(signatures)('$id takes $text', ({ id, tool, name, isOptional, types, words, fallback }) => {
    if (`${id} ${name}` in reasons) return;
    const { schema, isRequired } = published(tool, name);
    expect(typesOf(schema)).toEqual(expect.arrayContaining(types));
    if (isOptional) expect(isRequired).toBe(false);
    if (fallback !== undefined) expect(schema['default']).toEqual(fallback);
    for (const word of words) expect(schema['enum']).toContain(word);
  });

  it.each(signatures.filter(({ isOptional, id, name }) => isOptional && !(`${id} ${name}` in reasons)))(
    '$id may have nothing for $name',
    ({ tool, name }) => {
      const [example] = tool.examples;
      expect(() => parseInput(tool, { ...example?.input, [name]: null })).not.toThrow();
    },
  );
});

function published(tool: Tool, name: string): { schema: JsonSchema; isRequired: boolean } {
  const { properties, required } = inputSchema(tool, 'chat') as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  const own = tool.aliases?.[name] ?? name;
  return { schema: properties[own] ?? {}, isRequired: required?.includes(own) ?? false };
}

function typesOf({ type, anyOf }: JsonSchema): unknown[] {
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => typesOf(one as JsonSchema));
  return [type].flat();
}
