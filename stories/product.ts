import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fes = fileURLToPath(new URL('../packages/cli/bin/fes.js', import.meta.url));

export interface Product {
  page: string;
  backend: string;
  mcp: string;
  simulator: string;
  /** Everything the process printed so far. */
  printed: () => string;
  /** Where one of these secrets stands: files of logs and data that hold it, or what was printed. Empty is right. */
  findSecrets: (secrets: string[]) => Promise<string[]>;
  /** Ends it as Ctrl-C does; resolves to the exit code. */
  stop: () => Promise<number | null>;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
}

export interface ProductOptions {
  demo?: boolean;
  dataDir?: string;
  env?: Record<string, string>;
}

/** Starts the whole product as a user does, in a process of its own, on free ports. */
export async function startProduct({ demo = true, dataDir, env = {} }: ProductOptions = {}): Promise<Product> {
  const directory = await mkdtemp(join(tmpdir(), 'fes-story-'));
  const ports = await freePorts();
  const child = spawn(process.execPath, [fes, 'start', ...(demo ? ['--demo'] : [])], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      FES_UI_PORT: String(ports.ui),
      FES_BACKEND_PORT: String(ports.backend),
      FES_MCP_PORT: String(ports.mcp),
      FES_SIMULATOR_PORT: String(ports.simulator),
      FES_DATA_DIR: dataDir ?? join(directory, 'data'),
      FES_LOG_DIR: join(directory, 'logs'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(String(chunk)));
  const url = (port: number) => `http://127.0.0.1:${port}`;
  await untilAnswers(url(ports.ui), child, () => printed.join(''));
  return {
    page: url(ports.ui),
    backend: url(ports.backend),
    mcp: url(ports.mcp),
    simulator: url(ports.simulator),
    printed: () => printed.join(''),
    findSecrets: (secrets) => findSecrets(secrets, { directories: [directory, dataDir ?? directory], printed }),
    stop: async () => {
      const code = await ended(child, 'SIGINT');
      await rm(directory, { recursive: true, force: true });
      return code;
    },
    kill: async () => {
      await ended(child, 'SIGKILL');
    },
  };
}

async function findSecrets(
  secrets: string[],
  { directories, printed }: { directories: string[]; printed: string[] },
): Promise<string[]> {
  const found = secrets.some((secret) => printed.join('').includes(secret)) ? ['what was printed'] : [];
  for (const directory of directories) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name), 'latin1');
      if (secrets.some((secret) => content.includes(secret))) found.push(entry.name);
    }
  }
  return found;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return await exit;
}

async function untilAnswers(page: string, child: ChildProcess, printed: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}:\n${printed()}`);
    const answered = await fetch(page).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The page did not answer within a minute:\n${printed()}`);
}

/** Ports free at this moment; the simulator takes the one after its own too. */
async function freePorts() {
  const [ui, backend, mcp, simulator] = [await freePort(), await freePort(), await freePort(), await freePair()];
  return { ui, backend, mcp, simulator };
}

async function freePair(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (await isFree(port + 1)) return port;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
