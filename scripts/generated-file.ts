import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes a generated file of the repository; with `--check` on the command line only says when it is stale. */
export function generatedFile(path: string, wanted: string): void {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const isFresh = existsSync(file) && readFileSync(file, 'utf8') === wanted;
  if (isFresh) return;
  if (process.argv.includes('--check')) {
    console.error(`${path} is stale: run "npm run docs".`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, wanted);
    console.log(`${path} written.`);
  }
}

/** The text of a file of the repository, or nothing where there is none. */
export function readRepositoryFile(path: string): string | undefined {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
