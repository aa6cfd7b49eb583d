import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { emitDeclarations } from './emit-declarations.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface PublishedPackage {
  /** Folder under `packages`. */
  name: string;
  /** Our own packages that go into it, itself included. */
  contains: string[];
  /** What else its users need from those: statements with `@/<package>` for its front door. */
  alsoExports?: string[];
}

interface Manifest {
  version: string;
  description: string;
  license: string;
  dependencies?: Record<string, string>;
}

/**
 * Stages a package as npm publishes it: our own code in one file, third-party packages as dependencies, types, and a
 * generated package.json. Node strips no types below `node_modules`, so the sources themselves cannot be published.
 */
export async function stagePackage(wanted: PublishedPackage, folder: string): Promise<void> {
  const { name, contains, alsoExports = [] } = wanted;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const declared = Object.assign({}, ...contains.map((one) => manifestOf(one).dependencies)) as Record<string, string>;
  const thirdParty = Object.keys(declared).filter((dependency) => !dependency.startsWith('@fes-assistant/'));
  const exported = [`export * from '@/${name}';`, ...alsoExports].join('\n');
  const { metafile } = await build({
    stdin: {
      contents: frontDoors(exported, (one) => `./packages/${one}/src/index.ts`),
      resolveDir: root,
      loader: 'ts',
    },
    outfile: join(folder, 'index.js'),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: thirdParty,
    metafile: true,
    logLevel: 'warning',
  });
  emitDeclarations({ root, packages: contains, folder: join(folder, 'types') });
  writeFileSync(join(folder, 'types/index.d.ts'), `${frontDoors(exported, (one) => `./${one}/src/index.js`)}\n`);
  const dependencies = dependenciesOf(metafile, declared);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(name, dependencies), null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const readme = join(root, 'packages', name, 'README.md');
  if (existsSync(readme)) cpSync(readme, join(folder, 'README.md'));
}

function manifest(name: string, dependencies: Record<string, string>) {
  const { version, description, license } = manifestOf(name);
  return {
    name: `@fes-assistant/${name}`,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=24' },
    exports: { '.': { types: './types/index.d.ts', default: './index.js' } },
    files: ['index.js', 'types'],
    sideEffects: false,
    dependencies,
  };
}

function frontDoors(statements: string, pathOf: (name: string) => string): string {
  return statements.replaceAll(/'@\/([a-z-]+)'/g, (_whole, name: string) => `'${pathOf(name)}'`);
}

/** What the bundle still imports, in the versions that our packages declare. */
function dependenciesOf({ outputs }: Metafile, declared: Record<string, string>): Record<string, string> {
  const imported = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const names = new Set(imported.map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path));
  return Object.fromEntries(
    Object.entries(declared)
      .filter(([name]) => names.has(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}
