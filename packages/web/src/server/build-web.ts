import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { oneAtATime } from './one-at-a-time.ts';

/** The web package's own folder. */
const webFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Where the built page is. */
export const distFolder = join(webFolder, 'dist');

const stamp = join(distFolder, '.inputs');
const cache = join(webFolder, 'node_modules', '.cache');
const inputs = [
  'index.html',
  'vite.config.ts',
  'package.json',
  'public',
  'src/app',
  '../protocol/src',
  '../../package-lock.json',
];

/**
 * Builds the page when what it is made of has changed since the last build. Several processes may ask at once: one builds,
 * aside, and puts the result in place when it is whole.
 * @returns whether it built.
 */
export async function buildWeb(): Promise<boolean> {
  if (isBuilt(hashInputs())) return false;
  await mkdir(cache, { recursive: true });
  return oneAtATime(join(cache, 'building'), async () => {
    const hash = hashInputs();
    if (isBuilt(hash)) return false;
    await buildAside(hash);
    return true;
  });
}

function isBuilt(hash: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

async function buildAside(hash: string): Promise<void> {
  const [next, last] = [join(cache, 'next'), join(cache, 'last')];
  // In a process of its own, for a production build whatever NODE_ENV this one runs under.
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const options = ['--outDir', next, '--emptyOutDir', '--logLevel', 'error', '--mode', 'production'];
  await promisify(execFile)(process.execPath, [vite, 'build', webFolder, ...options], {
    cwd: webFolder,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  writeFileSync(join(next, '.inputs'), hash);
  await rm(last, { recursive: true, force: true });
  if (existsSync(distFolder)) await rename(distFolder, last);
  await rename(next, distFolder);
  await rm(last, { recursive: true, force: true });
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
