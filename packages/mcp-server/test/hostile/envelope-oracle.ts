import type { HostileRequest } from './hostile-request.ts';

const version = 'io.modelcontextprotocol/protocolVersion';
const capabilities = 'io.modelcontextprotocol/clientCapabilities';
const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'];
const strict = new TextDecoder('utf-8', { fatal: true });

/** Methods behind which something of a deployment may be read. */
const reaching = ['tools/call', 'completion/complete', 'resources/read', 'resources/subscribe'];

/**
 * Whether a request may reach a deployment at all, by the words of both revisions and without any code of the server: a
 * whole envelope of a method that does, in the right headers.
 */
export function mayReachDeployment(request: HostileRequest, sessions: ReadonlySet<string>): boolean {
  const { method, headers } = request;
  if (method !== 'POST' || !/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return false;
  const message = parsed(request.body);
  const all = Array.isArray(message) ? message : [message];
  if (!all.every(isJsonRpc)) return false;
  const reaches = all.filter(({ method }) => reaching.includes(String(method)));
  if (reaches.length === 0) return false;
  return reaches.some((one) => isModern(one, headers)) ? !Array.isArray(message) : isLegacy(headers, sessions);
}

type Message = Record<string, unknown>;

function parsed(body: HostileRequest['body']): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body.replace(/^\uFEFF/, '') : strict.decode(body ?? new Uint8Array()));
  } catch {
    return undefined;
  }
}

function isJsonRpc(message: unknown): message is Message {
  if (!isObject(message) || message['jsonrpc'] !== '2.0') return false;
  const { id, method, params } = message;
  const isNamed = id === undefined || typeof id === 'string' || (typeof id === 'number' && Number.isInteger(id));
  const isParams = params === undefined || isObject(params);
  return isNamed && isParams && (method === undefined || typeof method === 'string');
}

function isModern({ method, params }: Message, headers: Record<string, string>): boolean {
  const meta = isObject(params) ? params['_meta'] : undefined;
  if (!isObject(meta) || meta[version] !== '2026-07-28' || !isObject(meta[capabilities])) return false;
  return headers['mcp-protocol-version']?.trim() === '2026-07-28' && headers['mcp-method']?.trim() === method;
}

function isLegacy(headers: Record<string, string>, sessions: ReadonlySet<string>): boolean {
  const named = headers['mcp-protocol-version'];
  const isServed = named === undefined || legacyVersions.includes(named.trim());
  return isServed && sessions.has(headers['mcp-session-id'] ?? '');
}

function isObject(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
