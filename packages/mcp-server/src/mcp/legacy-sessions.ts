import { randomUUID } from 'node:crypto';
import { isInitializeRequest, type Server } from '@modelcontextprotocol/server';
import type { Requester } from '../callers/requester.ts';
import { authInfoOf } from './auth-info.ts';
import type { McpRequest } from './endpoint.ts';
import { createEventStore } from './event-store.ts';
import { SessionTransport } from './session-transport.ts';

const defaultMaxSessions = 2_000;

/** What one session's server tells and is told beside the protocol. */
export interface SessionScope {
  requester: Requester;
  /** Calls that are being answered now; a session with one is never idle. */
  running: Set<AbortController>;
  /** Operations proposed through this session, for `POST /mcp/cancel`. */
  operations: Set<string>;
}

interface Session extends SessionScope {
  transport: SessionTransport;
  server: Server;
  lastUsed: number;
}

interface LegacySessionsOptions {
  createServer: (scope: SessionScope) => Server;
  now: () => number;
  /** After how long without a request a session is forgotten; its client then initialises again. */
  idleMs: number;
  onError: (error: Error) => void;
  /** How many may be open at once; 2,000 unless given. */
  maxSessions?: number;
}

/** The sessions of clients that speak 2025-11-25 or older. In memory of this process; each belongs to one principal. */
export interface LegacySessions {
  handle(asked: McpRequest): Promise<Response>;
  /** The session, when it is this requester's. */
  find(id: string, requester: Requester): SessionScope | undefined;
  /** How many are open. */
  readonly count: number;
  /** Closes sessions that were idle for too long. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export function createLegacySessions(options: LegacySessionsOptions): LegacySessions {
  return new Sessions(options);
}

class Sessions implements LegacySessions {
  readonly #options: LegacySessionsOptions;
  readonly #sessions = new Map<string, Session>();

  constructor(options: LegacySessionsOptions) {
    this.#options = options;
  }

  async handle(asked: McpRequest): Promise<Response> {
    const { request, message, requester } = asked;
    const id = request.headers.get('mcp-session-id');
    if (id === null) return this.#open(asked);
    const session = this.find(id, requester);
    if (!session) return refuse(404, 'Session not found. Initialise again.');
    session.lastUsed = this.#options.now();
    return session.transport.handleRequest(request, { authInfo: authInfoOf(requester), parsedBody: message });
  }

  get count(): number {
    return this.#sessions.size;
  }

  find(id: string, requester: Requester): Session | undefined {
    const session = this.#sessions.get(id);
    return session?.requester.principal === requester.principal ? session : undefined;
  }

  async sweep(): Promise<void> {
    const { now, idleMs } = this.#options;
    const idle = [...this.#sessions].filter(
      ([, session]) => session.running.size === 0 && now() - session.lastUsed > idleMs,
    );
    await Promise.all(idle.map((one) => this.#close(one)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions].map((one) => this.#close(one)));
  }

  /** Only what opens a session gets a server: everything else is refused by its head. */
  async #open({ request, message, requester }: McpRequest): Promise<Response> {
    if (!isInitializeRequest(message)) return refuse(400, 'Mcp-Session-Id is missing. Initialise first.');
    if (!(await this.#hasRoomFor(requester))) return refuse(503, 'Too many open sessions. Try again later.');
    const scope: SessionScope = { requester, running: new Set(), operations: new Set() };
    const server = this.#options.createServer(scope);
    const transport = this.#transport((id) => {
      this.#sessions.set(id, { ...scope, transport, server, lastUsed: this.#options.now() });
    });
    server.onerror = this.#options.onError;
    await server.connect(transport);
    const response = await transport.handleRequest(request, {
      authInfo: authInfoOf(requester),
      parsedBody: message,
    });
    if (transport.sessionId === undefined) await server.close();
    return response;
  }

  /** Whoever opens session after session loses their own oldest one; nobody loses one to somebody else. */
  async #hasRoomFor({ principal }: Requester): Promise<boolean> {
    if (this.#sessions.size < (this.#options.maxSessions ?? defaultMaxSessions)) return true;
    const idle = [...this.#sessions].filter(
      ([, { requester, running }]) => requester.principal === principal && running.size === 0,
    );
    const [oldest] = idle.toSorted(([, a], [, b]) => a.lastUsed - b.lastUsed);
    if (!oldest) return false;
    await this.#close(oldest);
    return true;
  }

  #transport(onsessioninitialized: (id: string) => void): SessionTransport {
    return new SessionTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized,
      onsessionclosed: (id) => {
        this.#sessions.delete(id);
      },
      eventStore: createEventStore(),
    });
  }

  async #close([id, session]: [string, Session]): Promise<void> {
    this.#sessions.delete(id);
    for (const call of session.running) call.abort();
    await session.server.close();
  }
}

function refuse(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32001, message } }, { status });
}
