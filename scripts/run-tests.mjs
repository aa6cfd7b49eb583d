// Runs the parts of the test suite in order and ends with one line: "N passed, N failed".
// Without arguments all parts run; with arguments only those named: checks, unit (MCP conformance is in it), page, stories.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'fes-tests-'));
const total = { passed: 0, failed: 0 };
const env = {
  ...process.env,
  // Child processes of tests, hundreds of them, load the same files.
  NODE_COMPILE_CACHE: join(reports, 'compiled'),
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim(),
};

const checks = [
  ['types of the services', 'tsc --noEmit -p tsconfig.json'],
  ['types of the page', 'tsc --noEmit -p packages/web/tsconfig.json'],
  ['lint and format', 'biome check --error-on-warnings .'],
  ['.env.example is fresh', 'node scripts/settings-docs.ts --check'],
  ['registry is fresh', 'node scripts/registry.ts --check'],
  ['registry with examples is fresh', 'node scripts/registry-examples.ts --check'],
  ['docs/tools.md is fresh', 'node scripts/tools-docs.ts --check'],
  ['docs/endpoints.md is fresh', 'node scripts/endpoints-docs.ts --check'],
  ['docs/tokens.md is fresh, and tools keep within their limits', 'node scripts/tool-tokens.ts --check'],
  ['nothing is exported for nobody', 'knip --no-progress'],
];

const parts = {
  checks: async () => {
    const queue = checks.values();
    const takeTurns = async () => {
      for (const [name, command] of queue) await check(name, command);
    };
    await Promise.all([takeTurns(), takeTurns()]);
  },
  unit: () => vitest('unit'),
  page: () => inBrowser('page'),
  stories: () => inBrowser('stories'),
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
for (const name of chosen) {
  if (!(name in parts)) throw new Error(`There is no part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
  await parts[name]();
}
rmSync(reports, { recursive: true, force: true });
if (total.passed + total.failed === 0) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function check(name, command) {
  const { code, output } = await run(command, { quiet: true });
  record(name, code === 0 ? undefined : `${output.trimEnd()}\n(${command})`);
}

function record(name, problem) {
  total[problem === undefined ? 'passed' : 'failed']++;
  console.log(problem === undefined ? `✓ ${name}` : `✗ ${name}\n${problem}`);
}

/** Counts from vitest's JSON report; a run that ends badly without a failed test counts as one failure. */
async function vitest(project) {
  const report = join(reports, `${project}.json`);
  const reporters = `--reporter=default --reporter=json --outputFile.json="${report}"`;
  const { code } = await run(`vitest run --project ${project} ${reporters}`);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = counts;
  total.passed += passed;
  total.failed += failed > 0 || (code === 0 && passed > 0) ? failed : 1;
}

/** A part that needs a browser: without one it fails and says how to get one. */
async function inBrowser(project) {
  const browser = findBrowser();
  if (browser.missing) return record(`a browser for the part "${project}"`, browser.missing);
  env.FES_BROWSER = browser.path;
  await vitest(project);
}

function run(command, { quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (to) => (chunk) => {
      output += chunk;
      if (!quiet) to.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('close', (code) => resolve({ code, output }));
  });
}
