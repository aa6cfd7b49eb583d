import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleInput } from '../test/sample-input.ts';
import { endpoints } from './endpoints.ts';
import type { NamedEndpoint } from './http/request.ts';
import { prepare } from './http/request.ts';

const all: NamedEndpoint[] = Object.values(endpoints);

it('every endpoint knows its own id, its source, and an address of Sisense', () => {
  for (const [id, endpoint] of Object.entries(endpoints)) {
    expect(endpoint.id).toBe(id);
    expect(endpoint.source).toMatch(/^(rest-api|capabilities|Appendix)/);
    expect(endpoint.path).toMatch(/^\/(api|app\/explore\/api)\//);
  }
});

it('only what changes nothing is a read: nothing that puts, patches or deletes', () => {
  const wrong = all.filter(({ method, effect }) => effect === 'read' && !['GET', 'POST'].includes(method));
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

it('a POST is a read only where it asks', () => {
  const asking = all.filter(({ method, effect }) => method === 'POST' && effect === 'read').map(({ id }) => id);
  expect(asking.toSorted()).toEqual([
    'builds.recentLogs',
    'connections.tableSchema',
    'dashboards.search',
    'datamodels.findByTitle',
    'datamodels.listMetadata',
    'encryption.decrypt',
    'encryption.encrypt',
    'queries.fields',
    'queries.jaql',
    'queries.jaqlCsv',
  ]);
});

it('every endpoint is called by a method', () => {
  const code = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
    .join('\n');
  expect(all.map(({ id }) => id).filter((id) => !code.includes(`endpoints['${id}']`))).toEqual([]);
});

it('every request can be built, and keeps what it was given', () => {
  for (const endpoint of all) {
    const input = sampleInput(endpoint);
    const before = structuredClone(input);
    const request = prepare(endpoint, input);
    expect(request.target).not.toMatch(/[{}\s]/);
    expect(input).toEqual(before);
  }
});
