import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '@fes-assistant/tools';
import { expect, it } from 'vitest';

/** Modules and tools that the Python implementation does not have. */
const ours = ['search.assets', 'deployment.summary', 'dashboard.who_can_see', 'datamodel.where_used', 'builds.recent'];

it('every tool that the Python implementation has too is replayed here', () => {
  const texts = readdirSync(import.meta.dirname)
    .filter((name) => name !== 'every-id.test.ts')
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  const replayed = new Set(texts.flatMap((text) => [...text.matchAll(/'([a-z_]+\.[a-z_0-9]+)'/g)].map(([, id]) => id)));
  const known = createCatalog()
    .tools.map(({ id }) => id)
    .filter((id) => !ours.includes(id) && !id.startsWith('migration.'));
  expect(known.length).toBe(111);
  expect(known.filter((id) => !replayed.has(id))).toEqual([]);
});
