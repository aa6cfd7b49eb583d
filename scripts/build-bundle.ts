import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packExtension } from '@anthropic-ai/mcpb/cli';
import { build } from 'esbuild';
import { thirdPartyLicences } from './third-party-licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the bundle for Claude Desktop: a manifest and one file of code, which needs nothing but Node 22.16. */
export async function buildBundle(file: string): Promise<void> {
  const folder = `${file}.contents`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: [join(root, 'deploy/mcpb/server.ts')],
    outfile: join(folder, 'server/index.js'),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    // CommonJS loads `node:sqlite` when it is needed: an older Node gets as far as the sentence that says so.
    format: 'cjs',
    target: 'node22.16',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENCES.txt'),
    thirdPartyLicences({ root, inputs: Object.keys(metafile.inputs) }),
  );
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'manifest.json'), manifest());
  mkdirSync(dirname(file), { recursive: true });
  const packed = await packExtension({ extensionPath: folder, outputPath: file, silent: true });
  rmSync(folder, { recursive: true, force: true });
  if (!packed) throw new Error('The bundle could not be packed: its manifest is not valid.');
}

function manifest(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const written = JSON.parse(readFileSync(join(root, 'deploy/mcpb/manifest.json'), 'utf8')) as Record<string, unknown>;
  return `${JSON.stringify({ ...written, version }, null, 2)}\n`;
}
