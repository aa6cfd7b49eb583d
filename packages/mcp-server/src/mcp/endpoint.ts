import { createMcpHandler, isLegacyRequest, type Server } from '@modelcontextprotocol/server';
import type { Requester } from '../callers/requester.ts';
import { authInfoOf } from './auth-info.ts';
import { createLegacySessions, type LegacySessions, type SessionScope } from './legacy-sessions.ts';
import { createListenBus } from './listen-bus.ts';
import type { WatchResource } from './server-part.ts';

const sweepEveryMs = 60_000;

interface McpEndpointOptions {
  /** Makes a new server: one for each 2026-07-28 request, one for each 2025-11-25 session. Never shared. */
  createServer: (scope?: SessionScope) => Server;
  /** Watches a resource for a caller of `subscriptions/listen`. */
  watch: WatchResource;
  now: () => number;
  sessionIdleMs: number;
  onError: (error: Error) => void;
  /** How many sessions of 2025-11-25 may be open at once. */
  maxSessions?: number;
}

/** One request to `/mcp`, with its body parsed: `undefined` where the method has none. */
export interface McpRequest {
  request: Request;
  message: unknown;
  requester: Requester;
}

/** `/mcp` for both revisions. */
export interface McpEndpoint {
  handle(asked: McpRequest): Promise<Response>;
  sessions: LegacySessions;
  close(): Promise<void>;
}

/**
 * Serves 2026-07-28 (no sessions, one server per request) and 2025-11-25 (one server per session, streams that resume)
 * from one URL; which of the two a request speaks is decided by the SDK's own classification.
 */
export function createMcpEndpoint(options: McpEndpointOptions): McpEndpoint {
  const listens = createListenBus(options.watch);
  const modern = createMcpHandler(() => options.createServer(), {
    legacy: 'reject',
    onerror: options.onError,
    bus: listens.bus,
  });
  const sessions = createLegacySessions({
    createServer: options.createServer,
    now: options.now,
    idleMs: options.sessionIdleMs,
    onError: options.onError,
    ...(options.maxSessions === undefined ? {} : { maxSessions: options.maxSessions }),
  });
  const sweeper = setInterval(() => void sessions.sweep().catch(options.onError), sweepEveryMs);
  sweeper.unref();
  return {
    async handle({ request, message, requester }) {
      if (await isLegacyRequest(request, message)) return sessions.handle({ request, message, requester });
      const serve = () => modern.fetch(request, { authInfo: authInfoOf(requester), parsedBody: message });
      if (request.headers.get('mcp-method') !== 'subscriptions/listen') return serve();
      return listens.serve({ body: message, principal: requester.principal }, serve);
    },
    sessions,
    async close() {
      clearInterval(sweeper);
      await Promise.all([modern.close(), sessions.close()]);
    },
  };
}
