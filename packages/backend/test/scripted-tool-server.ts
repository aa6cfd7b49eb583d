import { randomUUID } from 'node:crypto';
import {
  callMeta,
  catalogUri,
  connectionHeaders,
  decodeConnection,
  foldOperation,
  type JournalEntry,
  type Operation,
  type OperationEvent,
  type Plan,
  type ReadResult,
  type ToolFailure,
  type ToolManifest,
} from '@fes-assistant/protocol';
import { listen } from '@fes-assistant/runtime';
import { createMcpHandler, inputRequired, Server } from '@modelcontextprotocol/server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

export interface SeenCall {
  tool: string;
  arguments: Record<string, unknown>;
  principal: string;
  origin: string;
}

export type ScriptedAnswer = ReadResult | { failure: ToolFailure } | { change: string };

export interface ScriptedToolServer {
  url: string;
  mcpToken: string;
  calls: SeenCall[];
  /** Answers of a tool; a change proposes an operation of that summary. */
  on(
    tool: string,
    answer: (args: Record<string, unknown>, seen: SeenCall) => ScriptedAnswer | Promise<ScriptedAnswer>,
  ): void;
  progress: Map<string, string[]>;
  operations: Map<string, Operation>;
  close(): Promise<void>;
}

export const scriptedToken = 'scripted-tool-server-token-1234';

/** A tool server that answers what a test says, over real MCP and with real operation routes; it knows no Sisense. */
export async function startScriptedToolServer(
  tools: ToolManifest[],
  { port = 0, outcome = 'done' as 'done' | 'failed' } = {},
): Promise<ScriptedToolServer> {
  const mcpToken = scriptedToken;
  const calls: SeenCall[] = [];
  const scripts = new Map<string, Parameters<ScriptedToolServer['on']>[1]>();
  const progress = new Map<string, string[]>();
  const desk = createDesk(outcome);

  function createServer(request: Request | undefined): Server {
    const server = new Server({ name: 'scripted', version: '1' }, { capabilities: { tools: {}, resources: {} } });
    server.setRequestHandler('resources/read', () => ({
      contents: [{ uri: catalogUri, mimeType: 'application/json', text: JSON.stringify({ hash: 'x', tools }) }],
    }));
    server.setRequestHandler('tools/call', async ({ params }, context) => {
      const seen = seenCall(params, request);
      calls.push(seen);
      const token = context.mcpReq._meta?.progressToken;
      for (const [index, message] of (progress.get(seen.tool) ?? []).entries()) {
        if (token === undefined) break;
        const note = { progressToken: token, progress: index + 1, message };
        await context.mcpReq.notify({ method: 'notifications/progress', params: note });
      }
      const tool = tools.find(({ id, name }) => id === params.name || name === params.name);
      const script = scripts.get(tool?.id ?? params.name);
      if (!script) throw new Error(`no script for ${params.name}`);
      const answer = await script(seen.arguments, seen);
      if ('failure' in answer) {
        const content = [{ type: 'text' as const, text: answer.failure.message }];
        return { isError: true, content, _meta: { [callMeta.failure]: answer.failure } };
      }
      if ('change' in answer) return desk.propose({ summary: answer.change, tool: tool?.id ?? '', seen });
      return { content: [{ type: 'text' as const, text: 'ok' }], structuredContent: { ...answer } };
    });
    return server;
  }

  const handler = createMcpHandler(({ requestInfo }) => createServer(requestInfo), { legacy: 'reject' });
  const app = new Hono();
  app.get('/health', (context) => context.json({ ok: true }));
  app.all('/mcp/', async (context) => {
    if (context.req.header('Authorization') !== `Bearer ${mcpToken}`) return context.json({}, 401);
    return handler.fetch(context.req.raw);
  });
  app.route('/operations', desk.routes);
  const listening = await listen(app, { port, settingName: 'FES_MCP_PORT' });
  return {
    url: listening.url,
    mcpToken,
    calls,
    progress,
    operations: desk.operations,
    on: (tool, answer) => void scripts.set(tool, answer),
    async close() {
      await handler.close();
      await listening.close({ graceMs: 0 });
    },
  };
}

function seenCall(
  params: { name: string; arguments?: Record<string, unknown> | undefined },
  request?: Request,
): SeenCall {
  const header = request?.headers.get(connectionHeaders.connection) ?? null;
  return {
    tool: params.name,
    arguments: params.arguments ?? {},
    principal: request?.headers.get(connectionHeaders.principal) ?? '',
    origin: header === null ? '' : decodeConnection(header, 'FES-Connection').origin,
  };
}

function createDesk(outcome: 'done' | 'failed') {
  const operations = new Map<string, Operation>();
  const journals = new Map<string, JournalEntry[]>();
  const record = (id: string, event: OperationEvent): Operation => {
    const journal = journals.get(id) ?? [];
    const entry: JournalEntry = { seq: journal.length + 1, at: '2026-11-24T10:00:00.000Z', ...event };
    journals.set(id, [...journal, entry]);
    const operation = foldOperation(id, operations.get(id), entry);
    operations.set(id, operation);
    return operation;
  };

  const routes = new Hono();
  routes.use(async (context, next) => {
    const operation = operations.get(context.req.path.split('/')[2] ?? '');
    if (operation?.principal === context.req.header(connectionHeaders.principal)) return next();
    return context.json({ ok: false, error: 'There is no such operation.', error_type: 'unknown-operation' }, 404);
  });
  routes.get('/:id', (context) => context.json({ operation: operations.get(context.req.param('id')) }));
  routes.post('/:id/approve', async (context) => {
    const id = context.req.param('id');
    const { digest } = (await context.req.json()) as { digest: string };
    if (digest !== operations.get(id)?.digest) {
      return context.json({ ok: false, error: 'The plan is another one.', error_type: 'wrong-digest' }, 409);
    }
    if (operations.get(id)?.state !== 'proposed') {
      return context.json({ ok: false, error: 'It was used already.', error_type: 'already-used' }, 409);
    }
    record(id, { type: 'approved', by: 'person', digest, secrets: [] });
    const operation = record(id, { type: 'started', fence: 1 });
    setTimeout(() => {
      record(id, { type: 'step-intended', step: 's1', attempt: 1, intent: null });
      const failure: ToolFailure = { code: 'forbidden', message: 'Sisense did not allow it.', fixableBy: 'operator' };
      const ended = outcome === 'done' ? { state: 'done' as const } : { state: 'failed' as const, failure };
      record(id, { type: 'step-ended', step: 's1', outcome: ended });
      record(id, { type: 'ended', state: outcome, undoable: true });
    }, 20);
    return context.json({ operation });
  });
  routes.post('/:id/decline', (context) => {
    return context.json({ operation: record(context.req.param('id'), { type: 'declined', by: 'person' }) });
  });
  routes.post('/:id/undo', (context) => {
    const before = operations.get(context.req.param('id'));
    const proposal = open({
      summary: `Take back: ${before?.plan.summary}`,
      principal: before?.principal ?? '',
      tool: 'operations.undo',
    });
    return context.json({ operation: proposal, approvalUrl: `http://approve/${proposal.id}` });
  });
  routes.get('/:id/events', (context) => {
    const id = context.req.param('id');
    let place = Number(context.req.query('after') ?? 0);
    return streamSSE(context, async (stream) => {
      while (!stream.aborted) {
        for (const entry of (journals.get(id) ?? []).filter(({ seq }) => seq > place)) {
          place = entry.seq;
          await stream.writeSSE({ id: String(place), data: JSON.stringify(entry) });
          if (entry.type === 'ended' || entry.type === 'declined') return;
        }
        await stream.sleep(10);
      }
    });
  });

  function open({ summary, principal, tool }: { summary: string; principal: string; tool: string }): Operation {
    const id = `op_${randomUUID()}`;
    const plan: Plan = {
      tool,
      title: summary,
      summary,
      steps: [
        {
          id: 's1',
          kind: 'user.delete',
          action: 'delete',
          side: 'only',
          asset: { type: 'user', name: summary },
          argument: {},
          changes: [],
          consequences: [],
          fingerprint: 'f',
          secrets: [],
          undo: 'Can be undone: creates the user again.',
        },
      ],
      warnings: [],
      connections: [],
      input: {},
    };
    return record(id, {
      type: 'proposed',
      plan,
      digest: 'd'.repeat(64),
      principal,
      expiresAt: '2026-11-24T10:10:00.000Z',
    });
  }

  return {
    operations,
    routes,
    propose({ summary, tool, seen }: { summary: string; tool: string; seen: SeenCall }) {
      const operation = open({ summary, principal: seen.principal, tool });
      const question = { message: summary, requestedSchema: { type: 'object' as const, properties: {} } };
      return {
        ...inputRequired({ inputRequests: { approval: inputRequired.elicit(question) }, requestState: operation.id }),
        _meta: { [callMeta.operation]: operation, [callMeta.approvalUrl]: `http://approve/${operation.id}` },
      };
    },
  };
}
