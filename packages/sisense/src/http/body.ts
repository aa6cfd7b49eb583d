import { once } from 'node:events';
import type { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyRefused } from './body-refused.ts';
import { JsonReader, type ReadJson } from './json-reader.ts';

export interface BodyLimits {
  bytes: number;
  depth: number;
  values: number;
}

/** The pieces of a body, decompressed, never more than `bytes` of them. The underlying body is destroyed at the end. */
export async function* piecesOf(
  body: Readable,
  options: { encoding: string | undefined; bytes: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  try {
    for await (const piece of decoded(body, options.encoding)) {
      size += piece.byteLength;
      if (size > options.bytes) throw new BodyRefused(`it is larger than ${options.bytes} bytes`);
      yield piece;
    }
  } finally {
    discard(body);
  }
}

/** Ends a body early without an `error` event that nobody hears. */
function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}

function decoded(body: Readable, encoding = 'identity'): AsyncIterable<Uint8Array> {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      return gunzipped(body);
    default:
      throw new BodyRefused('it is compressed in a way that was not asked for');
  }
}

async function* gunzipped(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip();
  let received = 0;
  body.on('data', (piece: Uint8Array) => (received += piece.byteLength));
  body.once('error', (error) => gunzip.destroy(error));
  body.pipe(gunzip);
  try {
    for await (const piece of gunzip) yield piece as Uint8Array;
  } catch (error) {
    if (received === 0 && isZlibError(error)) return;
    if (isZlibError(error)) throw new BodyRefused('its compression is broken');
    throw error;
  } finally {
    gunzip.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

/** A whole body in memory, checked against the limits, and parsed where it is a list, while it arrives. */
export async function readBody(
  body: Readable,
  options: { encoding: string | undefined; length: number; isJson: boolean } & BodyLimits,
): Promise<ReadJson> {
  if (options.length > options.bytes) {
    discard(body);
    throw new BodyRefused(`it is larger than ${options.bytes} bytes`);
  }
  const reader = options.isJson ? new JsonReader(options) : undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(body, options)) {
    if (reader) reader.write(piece);
    else pieces.push(piece);
  }
  return reader ? reader.end() : { bytes: Buffer.concat(pieces) };
}

/** Hands a body on at the pace of whoever reads the pipe; ends quietly when the pipe was left. */
export async function pour(
  body: Readable,
  options: { pipe: PassThrough; onPiece: () => void; encoding: string | undefined; bytes: number },
): Promise<void> {
  const { pipe, onPiece } = options;
  const left = new AbortController();
  pipe.once('close', () => left.abort());
  for await (const piece of piecesOf(body, options)) {
    if (pipe.destroyed) return;
    onPiece();
    if (!pipe.write(piece)) await once(pipe, 'drain', { signal: left.signal }).catch(() => {});
  }
  pipe.end();
}
