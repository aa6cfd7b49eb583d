import { setTimeout as pause } from 'node:timers/promises';
import { catalogUri, type ToolCatalog } from '@fes-assistant/protocol';
import type { Client } from '@modelcontextprotocol/client';
import { callFailure, isForgottenSession, mayBeRetried } from './call-failure.ts';
import { callHeaders, listingCaller } from './call-headers.ts';
import { callOutcome } from './call-outcome.ts';
import { createClientPool } from './client-pool.ts';
import { keepListening } from './keep-listening.ts';
import { createOperationsClient } from './operations-client.ts';
import { type Caller, type ToolCall, type ToolServer, ToolServerError } from './tool-server.ts';

export interface McpToolServerOptions {
  /** Base URL; `/mcp/` is under it. */
  url: string;
  mcpToken: string;
  timeoutSeconds: number;
  maxRetries: number;
  retryBaseDelaySeconds: number;
  streamingToolIds: string[];
  protocolVersion?: string | undefined;
  now: () => Date;
  fetch?: typeof fetch;
}

const forgetMs = 5000;

/** As good as none: timers cannot be set for longer. */
const noTimeoutMs = 2_147_483_647;

/** The tool server over MCP: bearer token, the person's name and the connections travel in headers. */
export function createMcpToolServer(options: McpToolServerOptions): ToolServer {
  const base = options.url.replace(/\/+$/, '');
  const send = options.fetch ?? fetch;
  const closing = new AbortController();
  const pool = createClientPool({
    url: new URL(`${base}/mcp/`),
    protocolVersion: options.protocolVersion,
    fetch: send,
    now: () => options.now().getTime(),
  });
  const headersOf = (caller: Caller): Record<string, string> => callHeaders(caller, options.mcpToken);

  /** Reads are tried again; a client whose session is gone is replaced by a new one. */
  async function ask<Result>(
    { caller, effect, signal }: { caller: Caller; effect: 'read' | 'change'; signal: AbortSignal },
    work: (client: Client) => Promise<Result>,
  ): Promise<Result> {
    const headers = headersOf(caller);
    const tries = effect === 'read' ? options.maxRetries + 1 : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await pool.use(headers, work);
      } catch (error) {
        const again = mayBeRetried(error);
        if (again) pool.drop(headers);
        const allowed = isForgottenSession(error) ? Math.max(tries, 2) : tries;
        if (!again || signal.aborted || attempt >= allowed) {
          throw new ToolServerError(callFailure(error, { url: base, effect, aborted: signal.aborted }));
        }
      }
      const wait = options.retryBaseDelaySeconds * 1000 * 2 ** (attempt - 1);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  async function call({ tool, arguments: args, caller, signal, onProgress }: ToolCall) {
    const streams = options.streamingToolIds.includes(tool.id) || tool.effect === 'change';
    try {
      const result = await ask({ caller, effect: tool.effect, signal }, (client) =>
        client.callTool(
          { name: tool.name, arguments: args },
          {
            signal,
            timeout: streams ? noTimeoutMs : options.timeoutSeconds * 1000,
            allowInputRequired: true,
            toolDefinition: { name: tool.name, inputSchema: { type: 'object' } },
            onprogress: ({ message, progress, total }) =>
              onProgress({ message: message ?? '', progress, ...(total === undefined ? {} : { total }) }),
          },
        ),
      );
      return callOutcome(result);
    } catch (error) {
      if (error instanceof ToolServerError) return { kind: 'failed' as const, failure: error.failure };
      throw error;
    }
  }

  return {
    async catalog({ mode, signal = AbortSignal.timeout(30_000) }) {
      const caller = listingCaller(mode);
      const answer = await ask({ caller, effect: 'read', signal }, (client) =>
        client.readResource({ uri: catalogUri }, { signal, cacheMode: 'bypass' }),
      );
      const [content] = answer.contents;
      if (!content || !('text' in content)) throw new ToolServerError(noCatalogue);
      return JSON.parse(content.text) as ToolCatalog;
    },
    call,
    operations: createOperationsClient({ base, headersOf, fetch: send }),
    async isUp() {
      const answer = await send(`${base}/health`, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
      await answer?.body?.cancel();
      return answer?.ok === true;
    },
    listen(changed) {
      const headers = headersOf(listingCaller('chat'));
      void keepListening({ use: (work) => pool.use(headers, work), changed, signal: closing.signal });
    },
    async forget(caller) {
      const headers = headersOf(caller);
      pool.drop(headers);
      const request = { method: 'DELETE', headers, signal: AbortSignal.timeout(forgetMs) };
      // When the tool server cannot be told, it forgets by itself what nobody asks for any more.
      const answer = await send(`${base}/connections`, request).catch(() => undefined);
      await answer?.body?.cancel();
    },
    sweep: () => pool.closeIdle(),
    async close() {
      closing.abort();
      await pool.close();
    },
  };
}

const noCatalogue = {
  code: 'bug' as const,
  message: 'The tool server has no catalogue of its tools. Update the tool server and the backend together.',
  fixableBy: 'us' as const,
};
