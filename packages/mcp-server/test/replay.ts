import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeAnswer, Json, Row } from '@fes-assistant/protocol';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { startSimulator } from '@fes-assistant/simulator';
import { createCatalog } from '@fes-assistant/tools';
import { afterAll } from 'vitest';
import { connectSisense } from '../src/connections/connect-sisense.ts';
import { startMcpServer } from '../src/index.ts';
import { modernCall } from './modern-call.ts';
import { chatHeaders } from './start-test-server.ts';

/** What a read answered. */
export interface Told {
  rows: Row[];
  item: { [field: string]: Json };
  notes: string[];
}

/** The deployment itself, asked without any tool of ours. */
export interface There {
  get: <Answer>(path: string) => Promise<Answer>;
  post: <Answer>(path: string, body: unknown) => Promise<Answer>;
}

/** A read as the Python implementation is called, what it must tell, and how to learn that from the deployment itself. */
export interface ReplayedRead {
  id: string;
  args?: Record<string, unknown>;
  told: (answer: Told) => unknown;
  there: (there: There) => unknown;
}

/** A change as the Python implementation is called, and what the deployment itself says once a person approved it. */
export interface ReplayedChange {
  id: string;
  args: Record<string, unknown> | ((there: There) => Promise<Record<string, unknown>>);
  /** What the approver types. */
  secrets?: Record<string, string>;
  there: (there: There) => unknown;
  becomes: unknown;
}

/** The product's own tools on a simulated deployment, called over MCP by the backend of a person, for all tests of a file. */
export async function startReplay() {
  const simulator = await startSimulator({ world: 'demo', options: { buildPendingMs: 1, buildRunningMs: 1 } });
  const [demo] = simulator.deployments;
  if (!demo) throw new Error('The demo has no deployment.');
  const dir = mkdtempSync(join(tmpdir(), 'fes-replay-'));
  const loaded = loadSettings({ FES_DATA_DIR: dir, FES_LOG_DIR: dir }, { service: 'mcp' });
  const settings = {
    ...loaded,
    network: { ...loaded.network, mcpPort: 0 },
    sisense: { ...loaded.sisense, alsoAllowed: [demo.origin] },
  };
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  const connect = connectSisense({ settings, logger });
  const server = await startMcpServer({ settings, logger, catalog: createCatalog(), connect });
  afterAll(async () => {
    await server.close();
    await logger.closeLog();
    await simulator.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const headers = {
    ...chatHeaders(demo.origin, demo.token),
    authorization: `Bearer ${server.mcpToken}`,
    'FES-Principal': 'ann',
  };
  const there = deploymentAt(demo);

  async function call(
    name: string,
    args: Record<string, unknown>,
  ): Promise<{ isError: boolean; text: string; data: Json }> {
    const { result, error } = await modernCall(server.url, {
      method: 'tools/call',
      params: { name, arguments: args },
      headers,
    });
    if (!result) throw new Error(`${name}: ${error?.message}`);
    const { isError = false, structuredContent = null, content } = result;
    return { isError: isError === true, text: JSON.stringify(content), data: structuredContent as Json };
  }

  async function read(id: string, args: Record<string, unknown> = {}): Promise<Told> {
    const { isError, text, data } = await call(id, args);
    if (isError) throw new Error(`${id}: ${text}`);
    return { rows: [], item: {}, notes: [], ...(data as unknown as Partial<Told>) };
  }

  /** Proposes and approves through the route that carries what the approver types; gives the one word of the end. */
  async function change(
    id: string,
    args: Record<string, unknown>,
    secrets: Record<string, string> = {},
  ): Promise<string> {
    const { isError, text, data } = await call(id, args);
    if (isError) throw new Error(`${id}: ${text}`);
    const { operation_id, digest } = data as unknown as ChangeAnswer;
    const route = `${server.url}/operations/${operation_id}`;
    const approved = await fetch(`${route}/approve`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ digest, secrets }),
    });
    if (!approved.ok) throw new Error(`${id}: ${await approved.text()}`);
    const events = await (await fetch(`${route}/events`, { headers })).text();
    const ended =
      events
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .at(-1) ?? 'data: {}';
    const end = JSON.parse(ended.slice('data: '.length)) as { state?: string };
    return end.state === 'done' ? 'done' : `${end.state}: ${events}`;
  }

  return { call, read, change, there, demo };
}

function deploymentAt({ origin, token }: { origin: string; token: string }): There {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answered = async (response: Response) => {
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  };
  return {
    get: async (path) => answered(await fetch(origin + path, { headers })),
    post: async (path, body) =>
      answered(await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })),
  };
}

/** In one order, so that two lists of the same can be compared. */
export function sorted<Item>(list: readonly Item[]): Item[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
