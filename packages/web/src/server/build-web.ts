import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The web package's own folder. */
export const webFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Where the built page is. */
export const distFolder = join(webFolder, 'dist');

const stamp = join(distFolder, '.inputs');
const inputs = [
  'index.html',
  'vite.config.ts',
  'package.json',
  'public',
  'src/app',
  '../protocol/src',
  '../../package-lock.json',
];

/** Builds the page when what it is made of has changed since the last build. @returns whether it built. */
export async function buildWeb(): Promise<boolean> {
  const hash = hashInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  const { build } = await import('vite');
  await build({
    root: webFolder,
    configFile: join(webFolder, 'vite.config.ts'),
    logLevel: 'error',
    mode: 'production',
  });
  writeFileSync(stamp, hash);
  return true;
}

function hashInputs(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((name) => filesUnder(join(webFolder, name))).sort()) {
    hash
      .update(`${relative(webFolder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile() && !file.includes('.test.'));
}
