import { createMcpHandler, isLegacyRequest, type Server } from '@modelcontextprotocol/server';
import type { Requester } from '../requester.ts';
import { authInfoOf } from './auth-info.ts';
import { createLegacySessions, type LegacySessions, type SessionScope } from './legacy-sessions.ts';

const sweepEveryMs = 60_000;

interface McpEndpointOptions {
  /** Makes a new server: one for each 2026-07-28 request, one for each 2025-11-25 session. Never shared. */
  createServer: (scope?: SessionScope) => Server;
  now: () => number;
  sessionIdleMs: number;
  onError: (error: Error) => void;
}

/** `/mcp` for both revisions. */
export interface McpEndpoint {
  handle(request: Request, requester: Requester): Promise<Response>;
  sessions: LegacySessions;
  close(): Promise<void>;
}

/**
 * Serves 2026-07-28 (no sessions, one server per request) and 2025-11-25 (one server per session, streams that resume)
 * from one URL; which of the two a request speaks is decided by the SDK's own classification.
 */
export function createMcpEndpoint(options: McpEndpointOptions): McpEndpoint {
  const modern = createMcpHandler(() => options.createServer(), { legacy: 'reject', onerror: options.onError });
  const sessions = createLegacySessions({
    createServer: options.createServer,
    now: options.now,
    idleMs: options.sessionIdleMs,
    onError: options.onError,
  });
  const sweeper = setInterval(() => void sessions.sweep().catch(options.onError), sweepEveryMs);
  sweeper.unref();
  return {
    async handle(request, requester) {
      if (await isLegacyRequest(request)) return sessions.handle(request, requester);
      return modern.fetch(request, { authInfo: authInfoOf(requester) });
    },
    sessions,
    async close() {
      clearInterval(sweeper);
      await Promise.all([modern.close(), sessions.close()]);
    },
  };
}
