import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
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

function ports({ network }: Settings): Promise<Finding[]> {
  const all: [string, number, string][] = [
    ['FES_UI_PORT', network.uiPort, '/'],
    ['FES_BACKEND_PORT', network.backendPort, '/health'],
    ['FES_MCP_PORT', network.mcpPort, '/health'],
  ];
  return Promise.all(all.map(([name, port, path]) => portFinding({ name, port, path, host: network.bind })));
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
