import { buildRegistry, type RegistryRow } from '@fes-assistant/tools';
import { generatedFile, readRepositoryFile } from './generated-file.ts';

/**
 * Writes `config/tools.registry.json` from the definitions of the tools; with `--check` only compares. Rows that did not
 * change keep their date.
 */
const path = 'config/tools.registry.json';
const previous = JSON.parse(readRepositoryFile(path) ?? '[]') as RegistryRow[];
const rows = buildRegistry({ date: new Date().toISOString().slice(0, 10), previous });
generatedFile(path, `${JSON.stringify(rows, null, 2)}\n`);
