import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

interface Declarations {
  root: string;
  /** Names below `packages`. */
  packages: string[];
  folder: string;
}

/** Writes the types of some of our packages side by side, referring to each other by paths. */
export function emitDeclarations({ root, packages, folder }: Declarations): void {
  const scratch = mkdtempSync(join(tmpdir(), 'fes-types-'));
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(root, 'packages'),
      outDir: folder,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files: packages.map((name) => join(root, 'packages', name, 'src/index.ts')),
  };
  const project = join(scratch, 'tsconfig.json');
  writeFileSync(project, JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  rmSync(scratch, { recursive: true, force: true });
  if (status !== 0) throw new Error(`The types could not be written:\n${stdout}`);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.d.ts')) referByPath(join(folder, name), folder);
  }
}

function referByPath(file: string, folder: string): void {
  const toFolder = relative(dirname(file), folder) || '.';
  const text = readFileSync(file, 'utf8')
    .replaceAll(
      /(['"])@fes-assistant\/([a-z-]+)\1/g,
      (_whole, quote, name) => `${quote}${toFolder}/${name}/src/index.js${quote}`,
    )
    .replaceAll(/(['"])(\.{1,2}\/[^'"]+)\.tsx?\1/g, '$1$2.js$1');
  writeFileSync(file, text);
}
