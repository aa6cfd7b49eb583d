import type { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyRefused } from './body-refused.ts';
import { type HeldBody, JsonReader } from './json-reader.ts';

interface Coded {
  encoding: string | undefined;
  /** The most that it may be, decompressed. */
  bytes: number;
}

/**
 * Gives the pieces of a body, decompressed, one by one as they come: taking several at a time would join them, and hold
 * all twice. The body is destroyed at the end.
 */
async function eachPiece(
  body: Readable,
  { encoding, bytes }: Coded,
  take: (piece: Uint8Array, source: Readable) => void,
): Promise<void> {
  try {
    const source = decoded(body, encoding);
    let size = 0;
    await new Promise<void>((resolve, reject) => {
      source.on('data', (piece: Uint8Array) => {
        size += piece.byteLength;
        try {
          if (size > bytes) throw new BodyRefused(`it is larger than ${bytes} bytes`);
          take(piece, source);
        } catch (error) {
          reject(error);
          source.destroy();
        }
      });
      source.once('end', resolve);
      source.once('error', (error) => (isEmptyAfterAll(error, body) ? resolve() : reject(known(error))));
      source.once('close', () => reject(new Error('The answer ended early.')));
    });
  } finally {
    discard(body);
  }
}

/** Ends a body early without an `error` event that nobody hears. */
function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}

function decoded(body: Readable, encoding = 'identity'): Readable {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip': {
      const gunzip = createGunzip({ chunkSize: 64 * 1024 });
      body.once('error', (error) => gunzip.destroy(error));
      return body.pipe(gunzip);
    }
    default:
      throw new BodyRefused('it is compressed in a way that was not asked for');
  }
}

/** Nothing at all, which was said to be compressed, is no gzip but an empty body. */
function isEmptyAfterAll(error: unknown, body: Readable): boolean {
  return isZlibError(error) && body.readableEnded && !body.readableDidRead;
}

function known(error: unknown): unknown {
  return isZlibError(error) ? new BodyRefused('its compression is broken') : error;
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

/** A whole body in memory, checked against the limits while it arrives. */
export async function readBody(
  body: Readable,
  options: Coded & { length: number; isJson: boolean; depth: number; values: number },
): Promise<HeldBody> {
  if (options.length > options.bytes) {
    discard(body);
    throw new BodyRefused(`it is larger than ${options.bytes} bytes`);
  }
  const reader = new JsonReader(options.isJson ? options : undefined);
  await eachPiece(body, options, (piece) => reader.write(piece));
  return reader;
}

/** Hands a body on at the pace of whoever reads the pipe; ends quietly when the pipe was left. */
export async function pour(
  body: Readable,
  { pipe, onPiece, ...coded }: Coded & { pipe: PassThrough; onPiece: () => void },
): Promise<void> {
  pipe.once('close', () => body.destroy());
  try {
    await eachPiece(body, coded, (piece, source) => {
      onPiece();
      if (pipe.write(piece)) return;
      source.pause();
      pipe.once('drain', () => source.resume());
    });
    pipe.end();
  } catch (error) {
    if (!pipe.destroyed) throw error;
  }
}
