import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);
const program = fileURLToPath(new URL('../../test/conformance/client.ts', import.meta.url));

/**
 * What a revision requires of a client, without `auth/*`: our client presents the token it was given and obtains none. Also
 * without `elicitation-sep1034-client-defaults`, which wants questions accepted with their defaults: ours leaves every
 * question to the person.
 */
const scenarios = {
  '2025-11-25': ['initialize', 'tools_call', 'sse-retry', 'json-schema-2020-12-preservation'],
  '2026-07-28': [
    'tools_call',
    'request-metadata',
    'sep-2322-client-request-state',
    'http-standard-headers',
    'http-custom-headers',
    'http-invalid-tool-headers',
    'json-schema-ref-no-deref',
    'json-schema-2020-12-preservation',
  ],
};

function runScenario(scenario: string, revision: string): Promise<{ code: number; output: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'fes-conformance-'));
  const command = `${process.execPath} --disable-warning=ExperimentalWarning ${program}`;
  const args = [
    suite,
    'client',
    '--command',
    command,
    '--scenario',
    scenario,
    '--spec-version',
    revision,
    '--timeout',
    '40000',
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

describe.each(Object.entries(scenarios))('our client conforms to %s', (revision, all) => {
  test.concurrent.each(all)('%s', { timeout: 60_000 }, async (scenario) => {
    const { code, output } = await runScenario(scenario, revision);
    expect(code, output).toBe(0);
    expect(output, output).toMatch(/Passed: [1-9]/);
  });
});
