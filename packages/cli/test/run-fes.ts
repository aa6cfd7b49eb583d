import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const fesFile = fileURLToPath(new URL('../bin/fes.js', import.meta.url));

export interface RunningFes {
  child: ChildProcess;
  /** Everything printed so far. */
  out: () => string;
  err: () => string;
  /** Resolves when the text has been printed; rejects when the process ends before. */
  printed(text: string): Promise<void>;
  ended: Promise<number | null>;
}

export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  node?: string;
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fes-cli-'));
}

/** Starts the command as a person would, in an empty folder, with nothing of the surrounding environment. */
export function runFes(
  args: string[],
  { env = {}, cwd = freshFolder(), node = process.execPath }: RunOptions = {},
): RunningFes {
  const child = spawn(node, [fesFile, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  const heard = () => {
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', (chunk) => {
    out += chunk;
    heard();
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
    heard();
  });
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (out.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      void ended.then((code) => reject(new Error(`It ended with ${code} before "${text}":\n${out}${err}`)));
    });
  return { child, out: () => out, err: () => err, printed, ended };
}

/** Runs a command that ends by itself. */
export async function fes(
  args: string[],
  options?: RunOptions,
): Promise<{ code: number | null; out: string; err: string }> {
  const run = runFes(args, options);
  run.child.stdin?.end();
  const code = await run.ended;
  return { code, out: run.out(), err: run.err() };
}

/** Ports that were free a moment ago, as the settings of a start; the simulator needs two in a row. */
export async function freePorts(): Promise<Record<string, string>> {
  const names = ['FES_UI_PORT', 'FES_BACKEND_PORT', 'FES_MCP_PORT'];
  const simulator = await freePair();
  const taken = [simulator, simulator + 1];
  for (const _name of names) {
    let port = await freePort();
    while (taken.includes(port)) port = await freePort();
    taken.push(port);
  }
  const entries = names.map((name, index) => [name, String(taken[index + 2])]);
  return { ...Object.fromEntries(entries), FES_SIMULATOR_PORT: String(simulator) };
}

async function freePair(): Promise<number> {
  const port = await freePort();
  const next = await freePort(port + 1).catch(() => 0);
  return next === port + 1 ? port : freePair();
}

export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
