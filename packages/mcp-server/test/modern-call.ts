import { chatHeaders } from './start-test-server.ts';

export interface ModernCall {
  method: string;
  params: Record<string, unknown>;
  capabilities?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Members of an answer that tests look at. */
export interface ModernAnswer {
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
}

/** One request of 2026-07-28 as it stands on the wire, for what the official client has no call for. */
export function modernRequest(url: string, call: ModernCall): Promise<Response> {
  const { method, params, capabilities = {}, headers = chatHeaders() } = call;
  const name = params['name'] ?? params['taskId'];
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  };
  return fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }),
  });
}

export async function modernCall(url: string, call: ModernCall): Promise<ModernAnswer> {
  return (await (await modernRequest(url, call)).json()) as ModernAnswer;
}
