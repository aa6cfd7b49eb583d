import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Settings } from '@fes-assistant/runtime';
import { readSettings } from '../open-service.ts';
import { print } from '../print.ts';

interface Finding {
  state: 'ok' | 'note' | 'problem';
  text: string;
}

const patienceMs = 5000;

/** `fes doctor`: what a start would need, one line each. It changes nothing but makes missing folders. */
export async function doctor(): Promise<void> {
  const settings = readSettings('all');
  const findings: Finding[] = [
    { state: 'ok', text: `Node ${process.versions.node} and every setting can be used.` },
    folder('FES_DATA_DIR', settings.data.dir),
    folder('FES_LOG_DIR', settings.log.dir),
    ...['operations.db', 'backend.db'].flatMap((name) => database(join(settings.data.dir, name))),
    ...(await ports(settings)),
    registry(settings),
    await languageModel(settings),
  ];
  for (const { state, text } of findings) print(`${state.padEnd(8)} ${text}`);
  if (findings.some(({ state }) => state === 'problem')) process.exitCode = 1;
}

function folder(name: string, path: string): Finding {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    return { state: 'ok', text: `${name}: ${resolve(path)} can be written.` };
  } catch {
    return { state: 'problem', text: `${name}: ${resolve(path)} cannot be written. Choose another folder.` };
  }
}

/** A store that is there already must be one. */
function database(file: string): Finding[] {
  if (!existsSync(file)) return [];
  const path = resolve(file);
  try {
    const store = new DatabaseSync(file, { readOnly: true });
    store.prepare('SELECT count(*) FROM sqlite_schema').get();
    store.close();
    return [{ state: 'ok', text: `FES_DATA_DIR: ${path} can be opened.` }];
  } catch {
    const text = `FES_DATA_DIR: ${path} cannot be opened. Restore it from a backup, or move it away to begin without one.`;
    return [{ state: 'problem', text }];
  }
}

function ports({ network }: Settings): Promise<Finding[]> {
  const all: [string, number, string][] = [
    ['FES_UI_PORT', network.uiPort, '/'],
    ['FES_BACKEND_PORT', network.backendPort, '/health'],
    ['FES_MCP_PORT', network.mcpPort, '/health'],
  ];
  const needed = all.map(([name, port, path]) => portFinding({ name, port, path, host: network.bind }));
  return Promise.all([...needed, simulatorPort(network)]);
}

/** Only a start with the demo and the simulator itself need it. */
async function simulatorPort({ simulatorPort: port, bind }: Settings['network']): Promise<Finding> {
  const free = await Promise.all([port, port === 0 ? 0 : port + 1].map((one) => isFree(one, bind)));
  if (free.every(Boolean)) return { state: 'ok', text: `FES_SIMULATOR_PORT: port ${port} and the next are free.` };
  const text = `FES_SIMULATOR_PORT: port ${port} or the next is in use, and the demo needs both. Set FES_SIMULATOR_PORT to another one for it.`;
  return { state: 'note', text };
}

async function portFinding(at: { name: string; port: number; path: string; host: string }): Promise<Finding> {
  if (await isFree(at.port, at.host)) return { state: 'ok', text: `${at.name}: port ${at.port} is free.` };
  const answers = await reach(`http://localhost:${at.port}${at.path}`);
  return answers
    ? { state: 'note', text: `${at.name}: port ${at.port} is in use and answers; a service may be running already.` }
    : {
        state: 'problem',
        text: `${at.name}: port ${at.port} is taken by another program. Set ${at.name} to another one.`,
      };
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen({ port, host }, () => server.close(() => done(true)));
  });
}

function registry({ tools }: Settings): Finding {
  const path = resolve(tools.registryPath);
  return existsSync(path)
    ? { state: 'ok', text: `PYSISENSE_REGISTRY_PATH: ${path} is there.` }
    : { state: 'note', text: `PYSISENSE_REGISTRY_PATH: ${path} is not there; the built-in descriptions are used.` };
}

async function languageModel({ llm }: Settings): Promise<Finding> {
  if (llm.notice) return { state: 'note', text: llm.notice };
  if (llm.provider === 'offline') return { state: 'ok', text: 'LLM_PROVIDER: the built-in planner, no key needed.' };
  const address = addressOf(llm);
  if (address === undefined)
    return { state: 'note', text: `LLM_PROVIDER: ${llm.provider}; it is reached when it is asked.` };
  return (await reach(address))
    ? { state: 'ok', text: `LLM_PROVIDER: ${llm.provider} answers at ${new URL(address).host}. The key was not tried.` }
    : { state: 'problem', text: `LLM_PROVIDER: ${llm.provider} does not answer at ${new URL(address).host}.` };
}

function addressOf(llm: Settings['llm']): string | undefined {
  if (llm.provider === 'azure') return llm.azureEndpoint;
  if (llm.provider === 'databricks') return llm.databricksHost;
  if (llm.provider === 'anthropic') return llm.baseUrl ?? 'https://api.anthropic.com';
  if (llm.provider === 'openai') return llm.baseUrl ?? 'https://api.openai.com';
  return llm.provider === 'openai-compatible' ? llm.baseUrl : undefined;
}

/** Whether anything answers; no secret is sent. */
async function reach(address: string): Promise<boolean> {
  try {
    await fetch(address, { signal: AbortSignal.timeout(patienceMs), redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
}
