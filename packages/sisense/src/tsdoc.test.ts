import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as exported from './index.ts';

interface Found {
  where: string;
  name: string;
  doc: string;
}

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), 'utf8') }));
const index = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8');

const doc = String.raw`((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n\s*)?)`;
const declaration = new RegExp(
  String.raw`${doc}export (?:abstract )?(?:async )?(?:class|function|const|interface|type) (\w+)`,
  'g',
);

const method =
  /((?: {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)(?<=\n) {2}(?:async )?\*?(?:get )?(?!constructor)(\w+)(?:<[^>\n]*>)?\(/g;

/** Names that index.ts hands out, by the file that they come from. */
function publicNames(): { from: string; names: string[] | 'all' }[] {
  return [...index.matchAll(/export (?:type )?(\*|\{[^}]*\}) from '\.\/([^']+)'/g)].map(([, what = '', from = '']) => ({
    from,
    names:
      what === '*'
        ? 'all'
        : what
            .replace(/[{}]|\btype\b/g, '')
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean),
  }));
}

function declarations(): Found[] {
  return publicNames().flatMap(({ from, names }) => {
    const text = files.find(({ path }) => path === from)?.text ?? '';
    return [...text.matchAll(declaration)]
      .map(([, found = '', name = '']) => ({ where: from, name, doc: found }))
      .filter(({ name }) => names === 'all' || names.includes(name));
  });
}

/** Methods of the classes of areas, without what is private. */
function methods(): Found[] {
  const areas = files.filter(({ path }) => !path.startsWith('http'));
  return areas.flatMap(({ path, text }) => {
    const [, ...classes] = text.split(/\nexport class /);
    return classes.flatMap((part) => {
      const [body = ''] = part.split('\n}\n');
      return [...body.matchAll(method)].map(([, found = '', name = '']) => ({ where: path, name, doc: found }));
    });
  });
}

it('everything that the package hands out says what it is', () => {
  const names = publicNames().flatMap(({ names }) => (names === 'all' ? [] : names));
  const found = declarations();
  expect(names.filter((name) => !found.some((one) => one.name === name))).toEqual([]);
  expect(Object.keys(exported).filter((name) => !found.some((one) => one.name === name))).toEqual([]);
  expect(found.filter(({ doc }) => doc.trim() === '').map(({ where, name }) => `${where} ${name}`)).toEqual([]);
});

it('every method of an area says what it does', () => {
  const found = methods();
  expect(found.length).toBeGreaterThan(150);
  expect(found.filter(({ doc }) => doc.trim() === '').map(({ where, name }) => `${where} ${name}`)).toEqual([]);
});
