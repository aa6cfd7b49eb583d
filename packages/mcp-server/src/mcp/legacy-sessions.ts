import { randomUUID } from 'node:crypto';
import { type Server, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Requester } from '../requester.ts';
import { authInfoOf } from './auth-info.ts';
import { createEventStore } from './event-store.ts';

const maxSessions = 2_000;
const maxBodyBytes = 4 * 1024 * 1024;

/** What one session's server tells and is told beside the protocol. */
export interface SessionScope {
  requester: Requester;
  /** Calls that are being answered now; a session with one is never idle. */
  running: Set<AbortController>;
  /** Operations proposed through this session, for `POST /mcp/cancel`. */
  operations: Set<string>;
}

interface Session extends SessionScope {
  transport: WebStandardStreamableHTTPServerTransport;
  server: Server;
  lastUsed: number;
}

export interface LegacySessionsOptions {
  createServer: (scope: SessionScope) => Server;
  now: () => number;
  /** After how long without a request a session is forgotten; its client then initialises again. */
  idleMs: number;
  onError: (error: Error) => void;
}

/** The sessions of clients that speak 2025-11-25 or older. In memory of this process; each belongs to one principal. */
export interface LegacySessions {
  handle(request: Request, requester: Requester): Promise<Response>;
  /** The session, when it is this requester's. */
  find(id: string, requester: Requester): SessionScope | undefined;
  /** Closes sessions that were idle for too long. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export function createLegacySessions(options: LegacySessionsOptions): LegacySessions {
  const sessions = new Map<string, Session>();
  const own = (id: string, requester: Requester) => {
    const session = sessions.get(id);
    return session?.requester.principal === requester.principal ? session : undefined;
  };
  const closeSession = async (id: string, session: Session) => {
    sessions.delete(id);
    for (const call of session.running) call.abort();
    await session.server.close();
  };

  return {
    async handle(request, requester) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) return open(request, requester);
      const session = own(id, requester);
      if (!session) return refuse(404, 'Session not found. Initialise again.');
      session.lastUsed = options.now();
      return session.transport.handleRequest(request, { authInfo: authInfoOf(requester) });
    },
    find: own,
    async sweep() {
      const idle = [...sessions].filter(
        ([, session]) => session.running.size === 0 && options.now() - session.lastUsed > options.idleMs,
      );
      await Promise.all(idle.map(([id, session]) => closeSession(id, session)));
    },
    async close() {
      await Promise.all([...sessions].map(([id, session]) => closeSession(id, session)));
    },
  };

  async function open(request: Request, requester: Requester): Promise<Response> {
    if (request.method !== 'POST') return refuse(400, 'Mcp-Session-Id is missing. Initialise first.');
    if (sessions.size >= maxSessions) return refuse(503, 'Too many open sessions. Try again later.');
    const scope: SessionScope = { requester, running: new Set(), operations: new Set() };
    const server = options.createServer(scope);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, { ...scope, transport, server, lastUsed: options.now() });
      },
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
      eventStore: createEventStore(),
      maxRequestBodySize: maxBodyBytes,
    });
    server.onerror = options.onError;
    await server.connect(transport);
    const response = await transport.handleRequest(request, { authInfo: authInfoOf(requester) });
    if (transport.sessionId === undefined) await server.close();
    return response;
  }
}

function refuse(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32001, message } }, { status });
}
