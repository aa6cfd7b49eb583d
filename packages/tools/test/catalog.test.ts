import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildRegistry } from '../src/build-registry.ts';
import { createCatalog } from '../src/catalog.ts';
import { listTools } from '../src/derive/list-tools.ts';
import { parseInput } from '../src/derive/parse-input.ts';
import { toolUndoWords } from '../src/derive/undo-words.ts';
import { readRegistry } from '../src/registry.ts';
import { stepKinds } from '../src/step-kinds.ts';
import { tools } from '../src/tools.ts';
import { generateToolsDocs } from '../src/tools-docs.ts';
import known from './tool-ids.json' with { type: 'json' };

interface KnownTool {
  id: string;
  effect: 'read' | 'change';
  secretResult?: boolean;
}

/** Ids that are ours alone. */
const ours = ['search.assets', 'deployment.summary', 'dashboard.who_can_see', 'datamodel.where_used', 'builds.recent'];
const knownTools = new Map((known as KnownTool[]).map((tool) => [tool.id, tool]));
const source = join(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);

describe('the catalogue of tools', () => {
  it('lists every tool that a file defines, once, each in a file of its own', () => {
    const defined = files.flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8');
      const ids = [...text.matchAll(/(?:readTool|changeTool)\(\{\s*id: '([^']+)'/g)].map(([, id]) => id);
      expect(ids.length, file).toBeLessThanOrEqual(1);
      return ids;
    });
    expect(tools.map(({ id }) => id).toSorted()).toEqual(defined.toSorted());
    expect(new Set(defined).size).toBe(defined.length);
  });

  it('lists every step kind that a file defines, once', () => {
    const defined = files
      .filter((file) => !file.startsWith('steps/'))
      .flatMap((file) => {
        const text = readFileSync(join(source, file), 'utf8');
        return [...text.matchAll(/(?:stepKind(?:<[\s\S]*?>)?|fieldsStep|creationStep)\(\{\s*name: '([^']+)'/g)].map(
          ([, name]) => name,
        );
      });
    expect(stepKinds.map(({ name }) => name).toSorted()).toEqual(defined.toSorted());
  });

  it('knows a tool by its id and by its published name, and no other', () => {
    const { findTool } = createCatalog();
    expect(findTool('access_get_user')).toBe(findTool('access.get_user'));
    expect(findTool('access.get_usr')).toBeUndefined();
    expect(findTool('Access.get_user')).toBeUndefined();
  });

  it('offers every read with a side in migration mode, and no change that is no migration', () => {
    const { tools: manifests } = listTools({ mode: 'migration', allowMutations: true, nameMode: 'canonical' });
    expect(manifests.map(({ effect }) => effect)).not.toContain('change');
    expect(manifests.map(({ id }) => id)).not.toContain('encryption.decrypt');
    for (const { inputSchema } of manifests) expect(inputSchema['required']).toContain('side');
  });

  it('makes a registry that is read back without a complaint, and a page of docs on every tool', () => {
    const { registry, lines } = readRegistry(JSON.stringify(buildRegistry({ date: '2026-11-24' })));
    expect(lines).toEqual([]);
    const listed = listTools({ mode: 'chat', allowMutations: true, nameMode: 'canonical', registry }).tools;
    expect(listed).toHaveLength(tools.length);
    const docs = generateToolsDocs(listed);
    for (const { id } of listed) expect(docs).toContain(`### ${id}\n`);
  });

  it('publishes schemas that hosts of every dialect read: one type in a place, and none that says nothing', () => {
    const { tools: manifests } = listTools({ mode: 'chat', allowMutations: true, nameMode: 'claude' });
    const odd = manifests.flatMap(({ id, inputSchema, outputSchema }) =>
      [inputSchema, outputSchema].flatMap((schema) => oddPlaces(schema).map((place) => `${id} ${place}`)),
    );
    expect(odd).toEqual([]);
  });

  it('takes few characters of a model’s attention', () => {
    const { tools: manifests } = listTools({ mode: 'chat', allowMutations: true, nameMode: 'claude' });
    const text = manifests
      .map(({ name, description, inputSchema }) => JSON.stringify({ name, description, inputSchema }))
      .join('');
    expect(text.length).toBeLessThan(46_000);
  });
});

describe.each(tools.map((tool) => [tool.id, tool] as const))('%s', (id, tool) => {
  it('is a known id with the effect known for it', () => {
    const entry = knownTools.get(id);
    if (entry === undefined) {
      expect(ours).toContain(id);
      return;
    }
    expect(tool.effect).toBe(entry.effect);
    expect(tool.effect === 'read' && tool.secretResult === true).toBe(entry.secretResult === true);
  });

  it('is described for a colleague, in one short sentence, with three examples or more', () => {
    expect(tool.title).toMatch(/^[A-Z].{2,50}$/);
    expect(tool.description.length).toBeLessThanOrEqual(160);
    expect(tool.description).toMatch(/^[A-Z].+\.$/);
    expect(tool.examples.length).toBeGreaterThanOrEqual(3);
    expect(tool.tags.length).toBeGreaterThanOrEqual(1);
    for (const { input } of tool.examples) expect(() => parseInput(tool, input)).not.toThrow();
  });

  it('says what it answers, or what it changes and how far that can be undone', () => {
    if (tool.effect === 'read') {
      expect([tool.row, tool.item].filter((schema) => schema !== undefined)).toHaveLength(1);
      return;
    }
    expect(tool.steps?.length).toBeGreaterThanOrEqual(1);
    for (const kind of tool.steps ?? []) expect(stepKinds).toContain(kind);
    expect(toolUndoWords(tool)).toMatch(/^(Can|Cannot) be undone: /);
  });
});

/** Places of schemas with several types at once, or with no rule at all. */
function oddPlaces(schema: unknown, place = ''): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const { properties, items, anyOf, oneOf, allOf, additionalProperties, ...rules } = schema as Record<string, unknown>;
  const inside = [
    ...Object.entries(properties ?? {}).map(([name, one]) => [`${place}.${name}`, one] as const),
    ...[anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? list : [])).map((one) => [place, one] as const),
    ...[items, additionalProperties].filter((one) => one !== undefined).map((one) => [`${place}[]`, one] as const),
  ];
  const words = ['title', 'description', 'default', 'examples'];
  const hasRule = Object.keys(schema).some((key) => !words.includes(key));
  const isOdd = Array.isArray(rules['type']) || !hasRule;
  return [...(isOdd ? [place] : []), ...inside.flatMap(([name, one]) => oddPlaces(one, name))];
}
