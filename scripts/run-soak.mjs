// Runs the tests named *.soak.test.ts with their full figures, then prints target against reached.
// `npm test` runs the same files with a share of each. Arguments choose files, as vitest takes them.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fes-soak-'));
const report = join(folder, 'reached.jsonl');

const env = {
  ...process.env,
  FES_SOAK: report,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim(),
};
const filters = process.argv.slice(2).map((name) => `"${name}"`);
const command = ['vitest run --project soak', ...filters].join(' ');
const code = await new Promise((resolve) => {
  spawn(command, { cwd: root, env, shell: true, stdio: 'inherit' }).on('close', resolve);
});

const lines = existsSync(report)
  ? readFileSync(report, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
rmSync(folder, { recursive: true, force: true });

console.log('\n| target | what | wanted | reached | |\n|---|---|---:|---:|---|');
for (const { target, what, wanted, got, ok } of lines.toSorted((a, b) => a.target.localeCompare(b.target))) {
  console.log(`| ${target} | ${what} | ${wanted} | ${shown(got)} | ${ok ? 'ok' : 'MISSED'} |`);
}
process.exitCode = code === 0 && lines.length > 0 && lines.every(({ ok }) => ok) ? 0 : 1;

function shown(value) {
  return typeof value === 'number' ? value.toLocaleString('en') : value;
}
