import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A built file, held in memory with its compressed forms: the whole page is a few hundred kilobytes. */
export interface StaticFile {
  type: string;
  etag: string;
  /** Its name holds a hash of its content, so it never changes. */
  immutable: boolean;
  body: Buffer;
  encoded: { br?: Buffer; gzip?: Buffer };
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt']);

/** Reads a build's folder once. Only what was found then is ever served, so no path can lead out of it. */
export async function readStaticFiles(folder: string): Promise<Map<string, StaticFile>> {
  const files = await Promise.all(
    pathsIn(folder).map(async (path): Promise<[string, StaticFile]> => {
      const url = `/${relative(folder, path).split(sep).join('/')}`;
      return [url, await readStaticFile(path, url)];
    }),
  );
  return new Map(files);
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split(sep).some((part) => part.startsWith('.')))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function readStaticFile(path: string, url: string): Promise<StaticFile> {
  const body = readFileSync(path);
  const extension = extname(path);
  return {
    type: types[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    immutable: url.startsWith('/assets/'),
    body,
    encoded: compressible.has(extension) && body.length > 1024 ? await compress(body) : {},
  };
}

async function compress(body: Buffer): Promise<StaticFile['encoded']> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(body),
  ]);
  return { br, gzip: gz };
}

/** The answer for one file: 304 when the browser has it, else the smallest form that it accepts. */
export function answerFile(file: StaticFile, request: Request): Response {
  const headers = new Headers({
    'content-type': file.type,
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const accepted = request.headers.get('accept-encoding') ?? '';
  for (const coding of ['br', 'gzip'] as const) {
    const encoded = file.encoded[coding];
    if (!encoded || !new RegExp(`\\b${coding}\\b`).test(accepted)) continue;
    headers.set('content-encoding', coding);
    return new Response(new Uint8Array(encoded), { headers });
  }
  return new Response(new Uint8Array(file.body), { headers });
}
