import type { Deliver } from './deliver.ts';

const version = 'io.modelcontextprotocol/protocolVersion';
const declared = 'io.modelcontextprotocol/clientCapabilities';
export const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

export interface WireMessage {
  method: string;
  params?: Record<string, unknown>;
  id?: unknown;
}

/** What a wire answered: the status and the message, wherever it stood. */
export interface WireAnswer {
  status: number;
  type: string;
  text: string;
}

/** Sends messages as they stand on the wire. */
export interface Wire {
  send(message: WireMessage, headers?: Record<string, string>): Promise<WireAnswer>;
}

/** Messages of 2026-07-28, whole with envelope and headers. */
export function modernWire(
  deliver: Deliver,
  { headers, capabilities = {} }: { headers: Record<string, string>; capabilities?: object },
): Wire {
  return {
    async send({ method, params = {}, id = 1 }, more = {}) {
      const _meta = { [version]: '2026-07-28', [declared]: capabilities };
      const named = method === 'resources/read' ? params['uri'] : (params['name'] ?? params['taskId']);
      const standard = {
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(typeof named === 'string' ? { 'mcp-name': headerOf(named) } : {}),
      };
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta } });
      return read(await post(deliver, { headers: { ...headers, ...standard, ...more }, body }));
    },
  };
}

/** One session of 2025-11-25. */
export async function legacyWire(
  deliver: Deliver,
  { headers, capabilities = {} }: { headers: Record<string, string>; capabilities?: object },
) {
  const params = { protocolVersion: '2025-11-25', capabilities, clientInfo: { name: 'test', version: '1' } };
  const first = JSON.stringify({ jsonrpc: '2.0', id: 'first', method: 'initialize', params });
  const opened = await post(deliver, { headers, body: first });
  await opened.text();
  const session = opened.headers.get('mcp-session-id') ?? '';
  const own = { ...headers, 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' };
  let last = 0;
  return {
    session,
    async send(
      { method, params: given = {}, id }: WireMessage,
      more: Record<string, string> = {},
    ): Promise<WireAnswer> {
      last += 1;
      const body = JSON.stringify({ jsonrpc: '2.0', id: id ?? last, method, params: given });
      return read(await post(deliver, { headers: { ...own, ...more }, body }));
    },
    async close(): Promise<number> {
      return (await deliver({ method: 'DELETE', path: '/mcp', headers: { ...jsonHeaders, ...own } })).status;
    },
  };
}

function post(
  deliver: Deliver,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<Response> {
  return deliver({ method: 'POST', path: '/mcp', headers: { ...jsonHeaders, ...headers }, body });
}

async function read(response: Response): Promise<WireAnswer> {
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

/** A name in a header, as the revision writes what is not plain. */
function headerOf(name: string): string {
  const isPlain = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(name) && !name.startsWith('=?');
  return isPlain ? name : `=?base64?${Buffer.from(name).toString('base64')}?=`;
}
