// Installs the packages when they are absent or belong to another lockfile. Plain JavaScript: runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = join(root, 'package-lock.json');
const hashFile = join(root, 'node_modules', '.fes-lock-hash');

const wanted = createHash('sha256')
  .update(readFileSync(lockFile))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');

if (!isInstalled()) install();

function isInstalled() {
  if (existsSync(hashFile)) return readFileSync(hashFile, 'utf8') === wanted;
  if (!matchesLockfile()) return false;
  writeFileSync(hashFile, wanted);
  return true;
}

/** Whether npm's own record of what it installed is what the lockfile asks for. */
function matchesLockfile() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const asked = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(asked).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const there = installed[path];
    return there
      ? there.version === entry.version
      : entry.optional === true || entry.devOptional === true || entry.peer === true;
  });
}

function install() {
  console.log('Installing what is missing (once, about a minute) …');
  const flags = ['ci', '--loglevel=error', '--include=dev', '--include=optional'];
  const npm = process.env.npm_execpath;
  const done = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...flags], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) {
    console.error(
      'The packages could not be installed. Check the network and the registry that npm uses, then try again.',
    );
    process.exit(1);
  }
  writeFileSync(hashFile, wanted);
}
