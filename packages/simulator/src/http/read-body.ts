import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../answer.ts';
import { refuse } from '../refuse.ts';

const mostBytes = 256 * 1024 * 1024;

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
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
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

/** As Express's own parser says it. */
function malformed(): Refusal {
  return refuse({ status: 400, code: 400, message: 'Unexpected token in JSON' });
}
