import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Headers that belong to one hop and are never passed on (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface ProxyOptions {
  backend: URL;
  onBackendDown?: ((error: unknown) => void) | undefined;
}

/**
 * Passes a request to the backend and its answer back, both as streams. There is no time limit of its own: an event
 * stream stays open for hours. When the browser goes away the backend's side is closed too.
 */
export async function proxyApi(request: Request, { backend, onBackendDown }: ProxyOptions): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const upstream = (backend.protocol === 'https:' ? https : http).request(new URL(pathname + search, backend), {
    method: request.method,
    headers: passedOn(request, backend),
  });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve);
    upstream.once('error', reject);
  });
  request.signal.addEventListener('abort', () => upstream.destroy(), { once: true });
  const sent = request.body
    ? pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), upstream)
    : Promise.resolve(upstream.end());
  // A backend may answer and close before it has read all; its answer counts then, not the broken upload.
  sent.catch(() => undefined);
  try {
    return toResponse(await answered);
  } catch (error) {
    if (!request.signal.aborted) onBackendDown?.(error);
    return backendDown(backend);
  }
}

function passedOn(request: Request, backend: URL): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) if (!hopByHop.has(name)) headers[name] = value;
  const host = headers['host'];
  if (host) headers['x-forwarded-host'] = host;
  headers['host'] = backend.host;
  // The guard in front of this has found the call to come from this page; to the backend it is one of its own.
  if (headers['origin'] && URL.parse(headers['origin'])?.host === host) headers['origin'] = backend.origin;
  headers['x-forwarded-proto'] = new URL(request.url).protocol.slice(0, -1);
  return headers;
}

function toResponse(answer: http.IncomingMessage): Response {
  const headers = new Headers();
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? '';
    if (!hopByHop.has(name.toLowerCase())) headers.append(name, answer.rawHeaders[index + 1] ?? '');
  }
  const status = answer.statusCode ?? 502;
  const empty = status === 204 || status === 205 || status === 304;
  if (empty) answer.resume();
  return new Response(empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), { status, headers });
}

function backendDown(backend: URL): Response {
  return Response.json(
    {
      ok: false,
      error: `The backend at ${backend.origin} does not answer. Start it, or set FES_BACKEND_URL to where it runs, then try again.`,
      error_type: 'backend_unavailable',
    },
    { status: 502, headers: { 'cache-control': 'no-store' } },
  );
}
