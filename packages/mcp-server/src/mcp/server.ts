import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type Implementation,
  mergeCapabilities,
  ProtocolError,
  ProtocolErrorCode,
  type RequestStateCodec,
  ResourceNotFoundError,
  type Server,
  type ServerCapabilities,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { allows } from '../callers/scopes.ts';
import { principalOf, scopesOf } from './auth-info.ts';
import { CheckedServer } from './checked-server.ts';
import type { SessionScope } from './legacy-sessions.ts';
import { pageOf } from './list-page.ts';
import type { RequestContext, ServerPart } from './server-part.ts';
import { serveSubscriptions } from './subscriptions.ts';
import { serveTasks, tasksExtension } from './tasks.ts';

/** The lists depend only on settings and mode; a client may keep them this long. */
const listTtlMs = 300_000;
/** How long a person may take to answer an elicitation in a 2025-11-25 session. */
const answerTimeoutMs = 600_000;
const maxCompletions = 100;

interface ServerDefinition {
  info: Implementation;
  instructions: string;
  parts: ServerPart[];
  /** Signs what a client is to bring back and checks what it did; a refused state never reaches a handler. */
  codec: RequestStateCodec;
  pageSize: number;
}

/**
 * One MCP server: for one request (2026-07-28), one session (2025-11-25) or one stdio connection. Schemas are prebuilt by
 * the parts, so making one costs next to nothing and nothing is ever shared between clients.
 */
export function createServer(definition: ServerDefinition, scope?: SessionScope): Server {
  const { parts } = definition;
  const capabilities = parts.reduce<ServerCapabilities>((all, part) => mergeCapabilities(all, part.capabilities), {});
  const list = { ttlMs: listTtlMs, cacheScope: 'private' as const };
  const server = new CheckedServer(definition.info, {
    capabilities,
    instructions: definition.instructions,
    requestState: { verify: definition.codec.verify },
    inputRequired: { roundTimeoutMs: answerTimeoutMs },
    cacheHints: {
      'tools/list': list,
      'prompts/list': list,
      'resources/list': list,
      'resources/templates/list': list,
      'server/discover': list,
      'resources/read': { ttlMs: 0, cacheScope: 'private' },
    },
  });
  const contextOf = (sdk: ServerContext): RequestContext => ({
    principal: principalOf(sdk, scope?.requester.principal ?? 'local'),
    scopes: scopesOf(sdk),
    headers: sdk.http?.req?.headers,
    clientCapabilities: clientCapabilities(server, sdk),
    takesTasks: takesTasks(sdk),
    scope,
    mintState: (state) => definition.codec.mint(state, sdk),
    sdk,
  });
  const wiring: Wiring = { server, parts, contextOf, pageSize: definition.pageSize };
  if (capabilities.tools) serveTools(wiring);
  if (capabilities.resources) serveResources(wiring);
  if (capabilities.resources?.subscribe) serveSubscriptions(wiring);
  if (capabilities.extensions?.[tasksExtension]) serveTasks(wiring);
  if (capabilities.prompts) servePrompts(wiring);
  if (capabilities.completions) serveCompletions(wiring);
  return server;
}

interface Wiring {
  server: Server;
  parts: ServerPart[];
  contextOf: (sdk: ServerContext) => RequestContext;
  pageSize: number;
}

function serveTools({ server, parts, contextOf, pageSize }: Wiring): void {
  server.setRequestHandler('tools/list', (request, sdk) => {
    const context = contextOf(sdk);
    const tools = parts.flatMap((part) => part.tools?.list(context) ?? []);
    const { items, nextCursor } = pageOf(tools, { cursor: request.params?.cursor, size: pageSize });
    return { tools: items, ...nextCursor };
  });
  server.setRequestHandler('tools/call', async (request, sdk) => {
    const answer = await firstAnswer(parts, (part) => part.tools?.call(request.params, contextOf(sdk)));
    if (answer) return answer;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool named ${quoted(request.params.name)}.`);
  });
}

function serveResources({ server, parts, contextOf, pageSize }: Wiring): void {
  server.setRequestHandler('resources/list', (request, sdk) => {
    const context = contextOf(sdk);
    const resources = parts.flatMap((part) => part.resources?.list(context) ?? []);
    const { items, nextCursor } = pageOf(resources, { cursor: request.params?.cursor, size: pageSize });
    return { resources: items, ...nextCursor };
  });
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: parts.flatMap((part) => part.resources?.templates ?? []),
  }));
  server.setRequestHandler('resources/read', async (request, sdk) => {
    const { uri } = request.params;
    const answer = await firstAnswer(parts, (part) => part.resources?.read(uri, contextOf(sdk)));
    if (answer) return answer;
    throw new ResourceNotFoundError(uri);
  });
}

function servePrompts({ server, parts, contextOf, pageSize }: Wiring): void {
  server.setRequestHandler('prompts/list', (request) => {
    const prompts = parts.flatMap((part) => part.prompts?.list ?? []);
    const { items, nextCursor } = pageOf(prompts, { cursor: request.params?.cursor, size: pageSize });
    return { prompts: items, ...nextCursor };
  });
  server.setRequestHandler('prompts/get', async (request, sdk) => {
    const answer = await firstAnswer(parts, (part) => part.prompts?.get(request.params, contextOf(sdk)));
    if (answer) return answer;
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `There is no prompt named ${quoted(request.params.name)}.`,
    );
  });
}

function serveCompletions({ server, parts, contextOf }: Wiring): void {
  server.setRequestHandler('completion/complete', async (request, sdk) => {
    const context = contextOf(sdk);
    const mayRead = allows(context.scopes, ['read']);
    const found = mayRead ? await firstAnswer(parts, (part) => part.complete?.(request.params, context)) : [];
    const values = (found ?? []).slice(0, maxCompletions);
    const total = found?.length ?? 0;
    return { completion: { values, total, hasMore: total > values.length } };
  });
}

async function firstAnswer<Answer>(
  parts: ServerPart[],
  ask: (part: ServerPart) => Promise<Answer | undefined> | undefined,
): Promise<Answer | undefined> {
  for (const part of parts) {
    const answer = await ask(part);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** 2026-07-28 declares them with each request, 2025-11-25 once for its session. */
function clientCapabilities(server: Server, sdk: ServerContext): ClientCapabilities {
  return declaredCapabilities(sdk) ?? server.getClientCapabilities() ?? {};
}

/** Only 2026-07-28 has the extension, and it declares with each request. */
function takesTasks(sdk: ServerContext): boolean {
  return declaredCapabilities(sdk)?.extensions?.[tasksExtension] !== undefined;
}

function declaredCapabilities(sdk: ServerContext): ClientCapabilities | undefined {
  const envelope: { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } = sdk.mcpReq.envelope ?? {};
  return envelope[CLIENT_CAPABILITIES_META_KEY];
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
