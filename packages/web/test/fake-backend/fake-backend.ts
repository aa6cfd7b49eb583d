import type { ConnectionStatus, Mode, OperationEvent, SessionInfo, Side } from '@fes-assistant/protocol';
import { type Listening, listen } from '@fes-assistant/runtime';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { FakeConversation } from './fake-conversation.ts';
import { playTurn } from './scripted-turns.ts';

const offers: SessionInfo['offers'] = [
  { name: 'demo', title: 'the demo', deployment: 'https://acme.sisense.example', sides: ['only', 'source'] },
  { name: 'demo-target', title: 'the demo target', deployment: 'https://acme-eu.sisense.example', sides: ['target'] },
];
const examples: SessionInfo['examples'] = [
  'Show me all users',
  'Which dashboards have not been opened since March?',
  'Show all tables and columns in the "ecommerce" data model',
  'Delete user jane.doe@acme.example',
  'Change the role of amir.haddad@acme.example to Data Designer',
  'Create a viewer for liu.wei@acme.example',
  'Delete the users who never logged in',
].map((ask) => ({ mode: 'chat' as const, ask, tool: 'access.get_users_all' }));
const migrationExamples = [
  'Migrate everything to the target',
  'Migrate these three dashboards and duplicate them on target',
];

/** A backend for one browser that plays scripts: the page cannot tell it from the real one. */
export async function startFakeBackend({ port = 0 }: { port?: number } = {}) {
  const backend = new FakeBackend();
  const listening = await listen(backend.app, { port, settingName: 'FES_BACKEND_PORT' });
  return Object.assign(backend, { listening });
}

export class FakeBackend {
  declare listening: Listening;
  mode: Mode = 'chat';
  connections: ConnectionStatus[] = [];
  allow = true;
  model: SessionInfo['model'] = {
    provider: 'offline',
    name: 'built-in',
    notice: 'Set LLM_PROVIDER to use a language model.',
  };
  summarization: Partial<SessionInfo['summarization']> = { toggle: true };
  conversations: FakeConversation[] = [new FakeConversation('c0', 'chat'), new FakeConversation('m0', 'migration')];
  /** Bodies that were posted, by path. */
  posted: { path: string; body: Record<string, unknown> }[] = [];
  /** Cut or refuse the event streams, to see the page come back. */
  streams = new Set<AbortController>();
  #stops = new Map<string, AbortController>();
  #turns = 0;
  app = this.#routes();

  get session(): SessionInfo {
    return {
      mode: this.mode,
      connections: this.connections,
      offers,
      tools: { chat: 118, migration: 31 },
      examples: [
        ...examples,
        ...migrationExamples.map((ask) => ({ mode: 'migration' as const, ask, tool: 'migration.x' })),
      ],
      model: this.model,
      summarization: { allowed: this.allow, toggle: true, ...this.summarization },
      conversationId: this.conversations.findLast(({ mode }) => mode === this.mode)?.id ?? 'c0',
    };
  }

  find(id: string): FakeConversation {
    const found = this.conversations.find((conversation) => conversation.id === id);
    if (!found) throw new Refusal(404, 'There is no such conversation here.');
    return found;
  }

  connect(side: Side): void {
    const deployment = side === 'target' ? 'https://acme-eu.sisense.example' : 'https://acme.sisense.example';
    const user = { name: 'Ada Byron', email: 'ada@acme.example', role: 'Sys. Admin' };
    this.connections = [
      ...this.connections.filter((known) => known.side !== side),
      { side, deployment, verifyTls: side !== 'target', user, version: '2026.3.1' },
    ];
  }

  #routes(): Hono {
    const app = new Hono();
    app.onError((error, c) =>
      c.json({ ok: false, error: error.message, error_type: 'refused' }, error instanceof Refusal ? error.status : 500),
    );
    app.use('/api/*', async (c, next) => {
      if (c.req.method === 'POST') {
        this.posted.push({ path: c.req.path, body: (await c.req.raw.clone().json()) as Record<string, unknown> });
      }
      await next();
    });
    app.get('/api/session', (c) => c.json(this.session));
    app.post('/api/mode', async (c) => {
      this.mode = ((await c.req.json()) as { mode: Mode }).mode;
      return c.json(this.session);
    });
    app.post('/api/summarization', async (c) => {
      this.allow = ((await c.req.json()) as { allow: boolean }).allow;
      return c.json(this.session);
    });
    app.post('/api/connections', async (c) => {
      const { side, connection } = (await c.req.json()) as { side: Side; connection: { token?: string } };
      if (connection.token === 'wrong')
        throw new Refusal(
          422,
          'The deployment does not accept this token. Make a new one in Sisense and paste it here.',
        );
      this.connect(side);
      return c.json({ session: this.session });
    });
    app.delete('/api/connections/:side', (c) => {
      this.connections = this.connections.filter(({ side }) => side !== c.req.param('side'));
      return c.json({ session: this.session });
    });
    this.#conversationRoutes(app);
    this.#operationRoutes(app);
    return app;
  }

  #conversationRoutes(app: Hono): void {
    const summary = ({ id, title, mode, isRunning }: FakeConversation) => {
      const at = '2026-11-24T09:00:00.000Z';
      return { id, title, mode, startedAt: at, lastAt: at, running: isRunning };
    };
    app.get('/api/conversations', (c) => c.json({ conversations: this.conversations.map(summary).reverse() }));
    app.post('/api/conversations', (c) => {
      const made = new FakeConversation(`c${this.conversations.length}`, this.mode);
      this.conversations.push(made);
      return c.json({ conversation: summary(made) });
    });
    app.get('/api/conversations/:id', (c) => c.json({ conversation: summary(this.find(c.req.param('id'))) }));
    app.post('/api/conversations/:id/messages', async (c) => {
      const conversation = this.find(c.req.param('id'));
      const { text } = (await c.req.json()) as { text: string };
      if (text === 'refuse this') throw new Refusal(409, 'A turn is running already. Stop it or wait for its end.');
      this.#turns += 1;
      const turn = `t${this.#turns}`;
      const stop = new AbortController();
      this.#stops.set(conversation.id, stop);
      setTimeout(() => void playTurn(conversation, { text, turn, stopped: stop.signal }), 30);
      return c.json({ turn }, 202);
    });
    app.post('/api/conversations/:id/stop', (c) => {
      this.#stops.get(c.req.param('id'))?.abort();
      return c.json({ stopped: true });
    });
    app.get('/api/conversations/:id/events', (c) => {
      const conversation = this.find(c.req.param('id'));
      let place = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
      return streamSSE(c, async (stream) => {
        const cut = new AbortController();
        this.streams.add(cut);
        stream.onAbort(() => cut.abort());
        await stream.write(': open\n\n');
        while (!cut.signal.aborted) {
          const more = new Promise<void>((resolve) => {
            const unlisten = conversation.listen(() => resolve(unlisten() as undefined));
            cut.signal.addEventListener('abort', () => resolve(unlisten() as undefined));
          });
          const next = conversation.entries.filter(({ seq }) => seq > place);
          for (const entry of next) await stream.writeSSE({ id: String(entry.seq), data: JSON.stringify(entry) });
          place = next.at(-1)?.seq ?? place;
          if (next.length === 0) await more;
        }
        this.streams.delete(cut);
      });
    });
  }

  #operationRoutes(app: Hono): void {
    app.post('/api/operations/:id/:verb', async (c) => {
      const { id, verb } = c.req.param();
      const conversation = this.conversations.find(({ operations }) => operations.has(id));
      if (!conversation) throw new Refusal(404, 'There is no such operation here.');
      const operation = conversation.operations.get(id);
      const by = 'page:test';
      const step = operation?.question?.step ?? 's1';
      const events: Record<string, OperationEvent[]> = {
        approve: [
          { type: 'approved', by, digest: 'd'.repeat(64), secrets: [] },
          { type: 'started', fence: 1 },
        ],
        decline: [{ type: 'declined', by }],
        cancel: [{ type: 'cancel-requested', by }],
        resume: [{ type: 'started', fence: 2 }],
        decide: [{ type: 'decided', step, by, decision: 'applied' }],
      };
      const now = conversation.advance(id, events[verb] ?? []);
      return c.json({ operation: now });
    });
  }
}

class Refusal extends Error {
  readonly status: 404 | 409 | 422;
  constructor(status: 404 | 409 | 422, message: string) {
    super(message);
    this.status = status;
  }
}
