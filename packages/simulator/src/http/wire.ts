import type { ServerResponse } from 'node:http';
import type { Answer } from '../answer.ts';

/** An answer as bytes, with the headers it goes out with. */
export interface Wire {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export function wireOf(answer: Answer, requestId: string): Wire {
  const headers: Record<string, string> = { 'x-request-id': requestId, ...answer.headers };
  const body = bodyOf(answer);
  if (answer.status !== 204 && headers['transfer-encoding'] === undefined)
    headers['content-length'] = String(body.length);
  if (body.length > 0) headers['content-type'] ??= typeOf(answer);
  return { status: answer.status, headers, body };
}

function bodyOf(answer: Answer): Buffer {
  if (answer.bytes !== undefined) return answer.bytes;
  if (answer.text !== undefined) return Buffer.from(answer.text, 'utf8');
  if (answer.json === undefined) return Buffer.alloc(0);
  return Array.isArray(answer.json) ? bytesOfList(answer.json) : Buffer.from(JSON.stringify(answer.json), 'utf8');
}

/** Item by item: one text of the whole list takes many times longer to make and to encode. */
function bytesOfList(list: unknown[]): Buffer {
  const items = list.map((item, at) => Buffer.from(`${at === 0 ? '' : ','}${JSON.stringify(item) ?? 'null'}`, 'utf8'));
  return Buffer.concat([opening, ...items, closing]);
}

const opening = Buffer.from('[');
const closing = Buffer.from(']');

function typeOf(answer: Answer): string {
  if (answer.bytes !== undefined) return 'application/octet-stream';
  return answer.text === undefined ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
}

/** Ends when the bytes were handed to the system or the peer is gone. */
export function send(response: ServerResponse, wire: Wire): Promise<void> {
  const sent = new Promise<void>((resolve) => {
    response.once('finish', resolve);
    response.once('close', resolve);
  });
  response.writeHead(wire.status, wire.headers);
  response.end(wire.body);
  return sent;
}

/** As text on the socket, for what node's own response would not let out. */
export function rawHead(wire: Wire): string {
  const lines = Object.entries(wire.headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${wire.status} Simulated`, ...lines, '', ''].join('\r\n');
}
