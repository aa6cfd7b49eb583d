import { ProtocolErrorCode, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';

/** Of the range that is a server's own. */
const cancelledCode = -32_000;

type Transport = WebStandardStreamableHTTPServerTransport;
type RequestId = string | number;

/** The last revision whose messages may come as a list. */
const lastWithLists = '2025-03-26';

/**
 * The SDK's transport of a session, which sends an answer to whatever stream last used its id. Here a request whose id still
 * waits for an answer is refused, so that no answer is ever another's, and no stream waits for one that went elsewhere.
 */
export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  readonly #waiting = new Set<RequestId>();

  override async handleRequest(...[request, options]: Parameters<Transport['handleRequest']>): Promise<Response> {
    const message = options?.parsedBody;
    if (Array.isArray(message) && (request.headers.get('mcp-protocol-version') ?? '') > lastWithLists) {
      return refuse('Messages of this revision come one at a time.');
    }
    const ids = idsIn(message);
    if (new Set(ids).size < ids.length || ids.some((id) => this.#waiting.has(id))) {
      return refuse('A request with this id still waits for its answer.');
    }
    for (const id of ids) this.#waiting.add(id);
    const response = await super.handleRequest(request, options);
    if (!response.ok) for (const id of ids) this.#waiting.delete(id);
    else await this.#endCancelled(message);
    return response;
  }

  /** The SDK never answers a cancelled request, so that its stream would stay open as long as the session. */
  async #endCancelled(message: unknown): Promise<void> {
    for (const id of cancelledIn(message)) {
      if (!this.#waiting.has(id)) continue;
      const error = { code: cancelledCode, message: 'The request was cancelled.' };
      await this.send({ jsonrpc: '2.0', id, error });
    }
  }

  override send(...[message, options]: Parameters<Transport['send']>): Promise<void> {
    if (!('method' in message) && message.id !== undefined) this.#waiting.delete(message.id);
    return super.send(message, options);
  }
}

/** Only looks for what identifies a request: whether it is sound is judged behind this, once. */
function idsIn(message: unknown): RequestId[] {
  return [message].flat().flatMap((one) => (isObject(one) && 'method' in one && isId(one['id']) ? [one['id']] : []));
}

function cancelledIn(message: unknown): RequestId[] {
  return [message].flat().flatMap((one) => {
    if (!isObject(one) || one['method'] !== 'notifications/cancelled' || !isObject(one['params'])) return [];
    const { requestId } = one['params'];
    return isId(requestId) ? [requestId] : [];
  });
}

function isId(value: unknown): value is RequestId {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function refuse(message: string): Response {
  const error = { code: ProtocolErrorCode.InvalidRequest, message: `Invalid Request: ${message}` };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 });
}
