import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSettings } from '@fes-assistant/runtime';
import type { RegistryRow } from '@fes-assistant/tools';
import { createModel } from '../packages/backend/src/agent/models/create-model.ts';
import { type Model, ModelFailure } from '../packages/backend/src/agent/models/model.ts';
import { loadEnvFile } from '../packages/cli/src/load-env-file.ts';
import { askForExamples } from './ask-for-examples.ts';
import { addedExamples, keepExamples, withExamples } from './keep-examples.ts';

/**
 * Writes `config/tools.registry.with_examples.json`: the rows of `config/tools.registry.json`, with examples from the
 * language model of the settings where a row has none of those yet. The file is whole after every row, so an interrupted
 * run goes on where it ended. `--offline` asks nobody, `--check` only compares.
 */
const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    offline: { type: 'boolean', default: false },
    from: { type: 'string', default: inRepository('config/tools.registry.json') },
    to: { type: 'string', default: inRepository('config/tools.registry.with_examples.json') },
  },
});
const say = (line: string) => console.log(line);

const kept = keepExamples({ rows: readRows(options.from), previous: readRows(options.to), say });
if (options.check) check();
else await refresh();

function check(): void {
  if (existsSync(options.to) && readFileSync(options.to, 'utf8') === textOf(kept)) return;
  console.error(`${options.to} is stale: run "npm run docs".`);
  process.exitCode = 1;
}

async function refresh(): Promise<void> {
  write(kept);
  const model = options.offline ? undefined : await languageModel();
  if (model !== undefined) await enrich(kept, model);
}

async function enrich(rows: RegistryRow[], model: Model): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let done = 0;
  const wanting = rows.filter((row) => addedExamples(row).length === 0);
  try {
    for (const row of wanting) {
      const added = await askForExamples(row, { model, signal: stop.signal, say });
      const enriched = withExamples(row, { added, say });
      const isNew = enriched.examples.length > row.examples.length;
      rows[rows.indexOf(row)] = isNew ? { ...enriched, updated_at: today() } : enriched;
      write(rows);
      done += 1;
      say(
        `${row.tool_id}: ${enriched.examples.length - row.examples.length} examples added (${done}/${wanting.length})`,
      );
    }
  } catch (error) {
    if (!stop.signal.aborted && !(error instanceof ModelFailure)) throw error;
    const why = error instanceof ModelFailure ? `${error.message} ` : '';
    console.error(`${why}${done} of ${wanting.length} rows are done. Run it again to go on.`);
    process.exitCode = 1;
  }
}

async function languageModel(): Promise<Model | undefined> {
  loadEnvFile();
  const model = await createModel({
    settings: loadSettings(process.env, { service: 'backend' }),
    catalogues: { of: async () => ({ hash: '', tools: [] }) },
    logger: { warn: () => {} },
  });
  if (model.writtenBy === 'model') return model;
  say(model.notice ?? 'No language model is set up (LLM_PROVIDER): the built-in examples are used.');
  return undefined;
}

function write(rows: RegistryRow[]): void {
  writeFileSync(`${options.to}.new`, textOf(rows));
  renameSync(`${options.to}.new`, options.to);
}

function readRows(path: string): RegistryRow[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RegistryRow[]) : [];
}

function textOf(rows: RegistryRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
