import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which of our own packages each may import. Tests may also use the simulator and start real servers. */
const mayImport: Record<string, string[]> = {
  sisense: [],
  protocol: [],
  testing: [],
  simulator: ['sisense'],
  runtime: ['protocol'],
  tools: ['sisense', 'protocol'],
  operations: ['tools', 'protocol', 'runtime', 'sisense'],
  'mcp-server': ['tools', 'operations', 'protocol', 'runtime', 'sisense'],
  backend: ['protocol', 'runtime'],
  web: ['protocol', 'runtime'],
  cli: ['backend', 'mcp-server', 'operations', 'protocol', 'runtime', 'simulator', 'sisense', 'tools', 'web'],
};

const packages = readdirSync(join(root, 'packages')).toSorted();
const sources = packages.flatMap((name) => filesUnder(join(root, 'packages', name)));
const ours = [...sources, ...['scripts', 'stories', 'bench'].flatMap((folder) => filesUnder(join(root, folder)))];

function filesUnder(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', 'fixtures'].includes(entry.name) ? [] : filesUnder(path);
    return /\.(ts|tsx|mjs|js|css)$/.test(entry.name) ? [path] : [];
  });
}

const shown = (path: string) => relative(root, path);
const isTest = (path: string) => /\.test\.tsx?$|\/test\/|\/test-fixtures\//.test(path);
const packageOf = (path: string) => shown(path).split('/')[1] ?? '';

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');
}

test('every package has its place in the drawing', () => {
  expect(packages).toEqual(Object.keys(mayImport).toSorted());
});

describe.each(packages)('%s', (name) => {
  test('imports only in the drawn direction, in code and in package.json', () => {
    const allowed = mayImport[name] ?? [];
    const used = sources
      .filter((path) => packageOf(path) === name && !isTest(path))
      .flatMap((path) => importsOf(path).map((imported) => ({ path: shown(path), imported })))
      .filter(({ imported }) => imported.startsWith('@fes-assistant/'));
    const wrong = used.filter(({ imported }) => !allowed.includes(imported.split('/')[1] ?? ''));
    expect(wrong).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
    const declared = Object.keys(manifest.dependencies ?? {}).filter((key) => key.startsWith('@fes-assistant/'));
    expect(declared.filter((key) => !allowed.includes(key.split('/')[1] ?? ''))).toEqual([]);
  });

  test('enters other packages by their front door', () => {
    const wrong = sources
      .filter((path) => packageOf(path) === name)
      .flatMap((path) => importsOf(path).map((imported) => ({ path, imported })))
      .filter(({ path, imported }) => leavesPackage(path, imported) || /^@fes-assistant\/[^/]+\//.test(imported));
    expect(wrong.map(({ path, imported }) => `${shown(path)}: ${imported}`)).toEqual([]);
  });
});

function leavesPackage(path: string, imported: string): boolean {
  if (!imported.startsWith('.')) return false;
  return packageOf(join(path, '..', imported)) !== packageOf(path);
}

test('no file is longer than 300 lines, no test longer than 400', () => {
  const long = ours
    .map((path) => ({
      path: shown(path),
      lines: readFileSync(path, 'utf8').split('\n').length - 1,
      isTest: isTest(path),
    }))
    .filter(({ lines, isTest }) => lines > (isTest ? 400 : 300));
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('files are named in kebab-case, for what they hold', () => {
  const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|soak|config|d))*\.(ts|tsx|mjs|js|css)$/;
  const vague = /^(utils?|helpers?|common|core|managers?|services?|handlers?|misc)\./;
  const wrong = ours.filter((path) => !name.test(basename(path)) || vague.test(basename(path)));
  expect(wrong.map(shown)).toEqual([]);
});

test('no escape from the types and no module mocks', () => {
  const escapes = new RegExp(
    ['@ts-' + '(ignore|nocheck|expect-error)', 'biome-' + 'ignore', 'vi\\.' + 'mock\\('].join('|'),
  );
  const wrong = ours.filter(
    (path) => path !== fileURLToPath(import.meta.url) && escapes.test(readFileSync(path, 'utf8')),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test('the browser part of the page imports nothing of Node', () => {
  const page = sources.filter((path) => shown(path).startsWith('packages/web/src/app/') && !isTest(path));
  const wrong = page.flatMap((path) =>
    importsOf(path)
      .filter((name) => name.startsWith('node:'))
      .map((name) => `${shown(path)}: ${name}`),
  );
  expect(wrong).toEqual([]);
});
