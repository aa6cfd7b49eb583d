import type { Operations } from '@fes-assistant/operations';
import type { Mode } from '@fes-assistant/protocol';
import { createOriginPolicy, type Logger, type Settings } from '@fes-assistant/runtime';
import { type Catalog, type ListSettings, moduleOf } from '@fes-assistant/tools';
import { createRequestStateCodec, type Server } from '@modelcontextprotocol/server';
import type { Scope } from './callers/scopes.ts';
import { type CallParts, callTool, findTool } from './calls/call-tool.ts';
import { createOperationDesk } from './calls/operation-desk.ts';
import type { ToolCall } from './calls/tool-call.ts';
import { createTurnstile } from './calls/turnstile.ts';
import { createConnectionDesk } from './connections/connection-desk.ts';
import { type ConnectionPool, type ConnectSisense, createConnectionPool } from './connections/connection-pool.ts';
import { readStandingConnections } from './connections/standing-connections.ts';
import { instructions } from './instructions.ts';
import { createAssetNames } from './mcp/asset-names.ts';
import { assetResourcesPart } from './mcp/asset-resources-part.ts';
import { principalOf } from './mcp/auth-info.ts';
import { icon } from './mcp/icon.ts';
import type { SessionScope } from './mcp/legacy-sessions.ts';
import { promptsPart } from './mcp/prompts-part.ts';
import { offeredOwnTools, publishTools, type ToolsByMode } from './mcp/published-tools.ts';
import { resourcesPart } from './mcp/resources-part.ts';
import { createServer } from './mcp/server.ts';
import type { ServerPart, WatchResource } from './mcp/server-part.ts';
import { watchOf } from './mcp/subscriptions.ts';
import { toolsPart } from './mcp/tools-part.ts';
import { operationTools } from './operation-tools/operation-tools.ts';
import { readToolRegistry } from './read-tool-registry.ts';
import { createResultStore } from './results/result-store.ts';
import { resultTools } from './results/result-tools.ts';
import type { ScopesToCall } from './routes/require-scope.ts';
import type { SecretReads } from './secret-reads/secret-reads.ts';
import { operationTasksPart } from './tasks/operation-tasks-part.ts';
import { compactList } from './tool-search/compact-list.ts';
import { toolSearchTools } from './tool-search/tool-search-tools.ts';

const clientIdleMs = 30 * 60_000;
const defaultPatienceMs = 45_000;
const longestApprovalSeconds = 24 * 3_600;
const sweepEveryMs = 60_000;

interface ToolServerOptions {
  settings: Settings;
  logger: Logger;
  secretReads: SecretReads;
  operations: Operations;
  connect: ConnectSisense;
  now: () => number;
  /** Signs request state; at least 32 bytes. */
  signingKey: Uint8Array | string;
  approvalUrlOf: (operationId: string) => string;
  /** Ports that this installation listens on: never a deployment. */
  ownPorts: number[];
  /** More than the product offers: the conformance suite's fixtures. */
  extraParts?: ServerPart[];
  /** How long a call without progress waits for a running operation. */
  patienceMs?: number;
  /** How many entries one page of a list has. */
  pageSize?: number;
}

/** Everything that HTTP and stdio have in common. */
export interface ToolServer {
  createServer(scope?: SessionScope): Server;
  /** Watches a resource for one person. */
  watch: WatchResource;
  calls: CallParts;
  /** Scopes of which a call needs one; `undefined` for a tool that is not there. */
  scopesToCall: ScopesToCall;
  published: ToolsByMode;
  modules: string[];
  close(): Promise<void>;
}

/** Puts the product's parts together; which transport carries them is decided elsewhere. */
export function createToolServer(options: ToolServerOptions): ToolServer {
  const { settings, secretReads, logger } = options;
  const { catalog } = secretReads;
  const pool = createPool(options);
  const connections = createConnectionDesk({ pool, standing: readStandingConnections(settings) });
  const desk = createOperationDesk(options.operations, { pool, now: options.now });
  const { approvalUrlOf, patienceMs = defaultPatienceMs } = options;
  const change = { connections, desk, approvalUrlOf, patienceMs };
  const listSettings = listSettingsOf(options);
  const results = createResultStore({ now: options.now });
  const compact = settings.tools.surface === 'compact';
  const manifests = ({ mode, scopes }: Pick<ToolCall, 'mode' | 'scopes'>) => published[mode].catalogFor(scopes).tools;
  const own = [
    ...operationTools(change),
    ...resultTools({ connections, results }),
    ...(compact ? toolSearchTools({ manifests, callTool: dispatch }) : []),
  ];
  const ownTools = offeredOwnTools(own, listSettings);
  const turnstile = createTurnstile(settings.tools.maxConcurrentReads);
  const calls: CallParts = { ...change, turnstile, results, catalog, secretReads, ownTools, listSettings, logger };
  const publish = (mode: Mode) => {
    const top = compact ? compactList : undefined;
    return publishTools({ ...listSettings, mode, tools: catalog.tools, top }, ownTools);
  };
  const published: ToolsByMode = { chat: publish('chat'), migration: publish('migration') };
  function dispatch(name: string, call: ToolCall) {
    return callTool({ name, call }, calls);
  }
  const parts = partsOf(options, { calls, published });
  return {
    createServer: serverMaker(options, parts),
    watch: watchOf(parts),
    calls,
    scopesToCall: (call, headers) => scopesToCall(call, { headers, calls }),
    published,
    modules: modulesOf(published, catalog),
    close: sweeping({ pool, desk, logger }),
  };
}

function createPool({ settings, logger, connect, now, ownPorts }: ToolServerOptions): ConnectionPool {
  const { hosts, alsoAllowed } = settings.sisense;
  const policy = createOriginPolicy({ hosts, alsoAllowed, ownPorts });
  return createConnectionPool({ policy, connect, now, idleMs: clientIdleMs, secrets: logger.secrets });
}

function listSettingsOf({ settings, secretReads, logger }: ToolServerOptions): Omit<ListSettings, 'mode' | 'tools'> {
  const { allowModules, allowMutations, nameMode, registryPath } = settings.tools;
  const registry = readToolRegistry(registryPath, { catalog: secretReads.catalog, logger });
  return {
    allowMutations,
    nameMode,
    ...(allowModules === undefined ? {} : { allowModules }),
    ...(registry === undefined ? {} : { registry }),
  };
}

function partsOf(options: ToolServerOptions, { calls, published }: Pick<ToolServer, 'calls' | 'published'>) {
  return [
    toolsPart({ published, calls }),
    operationTasksPart(calls),
    resourcesPart({ published, calls }),
    assetResourcesPart(calls.connections),
    promptsPart(createAssetNames({ connections: calls.connections, now: options.now })),
    ...(options.extraParts ?? []),
  ];
}

function serverMaker(options: ToolServerOptions, parts: ServerPart[]) {
  const codec = createRequestStateCodec({
    key: options.signingKey,
    ttlSeconds: options.settings.approval.ttlSeconds ?? longestApprovalSeconds,
    bind: (context) => principalOf(context, 'local'),
  });
  const definition = {
    info: { name: 'fes-assistant', title: 'FES Assistant', version: '0.1.0', icons: [icon] },
    instructions,
    parts,
    codec,
    pageSize: options.pageSize ?? 500,
  };
  return (scope?: SessionScope) => createServer(definition, scope);
}

/** A call of another tool through `tools.call` needs what that tool needs. */
function scopesToCall(
  { name, arguments: args }: Parameters<ScopesToCall>[0],
  { headers, calls }: { headers: Headers; calls: CallParts },
): readonly Scope[] | undefined {
  const mode = calls.connections.modeOf(headers);
  const found = findTool({ name, mode }, calls);
  const inner = found && 'own' in found && found.own.id === 'tools.call' ? args?.['tool'] : undefined;
  return typeof inner === 'string' ? findTool({ name: inner, mode }, calls)?.needed : found?.needed;
}

/** Modules of the catalogue of which something is offered. */
function modulesOf({ chat, migration }: ToolsByMode, { tools }: Catalog): string[] {
  const ofCatalog = new Set(tools.map(({ id }) => id));
  const ids = [...chat.catalog.tools, ...migration.catalog.tools].map(({ id }) => id);
  return [...new Set(ids.filter((id) => ofCatalog.has(id)).map(moduleOf))].toSorted();
}

function sweeping({ pool, desk, logger }: { pool: ConnectionPool; desk: CallParts['desk']; logger: Logger }) {
  const sweep = () =>
    Promise.all([desk.sweep(), pool.sweep()]).catch((error) => logger.warn({ err: error }, 'Tidying up failed'));
  const sweeper = setInterval(() => void sweep(), sweepEveryMs);
  sweeper.unref();
  return async () => {
    clearInterval(sweeper);
    await pool.close();
  };
}
