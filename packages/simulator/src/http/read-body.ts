import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';
import type { Refusal } from '../answer.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refuse.ts';

const mostBytes = 256 * 1024 * 1024;

const unpackers = { gzip: gunzip, deflate: inflate, br: brotliDecompress };

/** What was sent, and, where it came packed, what was in it. */
export async function readBody(request: IncomingMessage): Promise<{ bytes: Buffer; sent: number }> {
  const packed = await readBytes(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || packed.length === 0) return { bytes: packed, sent: packed.length };
  const unpack = Object.entries(unpackers).find(([name]) => name === encoding)?.[1];
  if (unpack === undefined) throw refuse({ status: 415, code: 415, message: `Unsupported encoding: ${encoding}` });
  try {
    return {
      bytes: await promisify<Buffer, ZlibOptions, Buffer>(unpack)(packed, { maxOutputLength: mostBytes }),
      sent: packed.length,
    };
  } catch {
    throw refuse({ status: 400, code: 400, message: 'The body could not be unpacked' });
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) throw refuse({ status: 413, code: 413, message: 'Request entity too large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON and forms become objects; everything else stays text. */
export function parsedBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (contentType?.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  if (!(contentType ?? 'application/json').includes('json')) return text;
  try {
    return withoutPrototype(JSON.parse(text));
  } catch {
    throw malformed();
  }
}

/** A body, or each of a list, is copied field by field, and must not become the prototype of what it is copied to. */
function withoutPrototype(body: unknown): unknown {
  for (const one of Array.isArray(body) ? body : [body])
    if (isObject(one) && Object.hasOwn(one, '__proto__')) Reflect.deleteProperty(one, '__proto__');
  return body;
}

/** As Express's own parser says it. */
function malformed(): Refusal {
  return refuse({ status: 400, code: 400, message: 'Unexpected token in JSON' });
}
