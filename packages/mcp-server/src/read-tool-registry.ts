import { existsSync, readFileSync } from 'node:fs';
import { type Logger, SettingsError } from '@fes-assistant/runtime';
import { type Catalog, createCatalog, Refusal, type Registry, readRegistry } from '@fes-assistant/tools';

const setting = 'PYSISENSE_REGISTRY_PATH';
const usualPath = 'config/tools.registry.with_examples.json';

/**
 * The registry file, which may reword, order and hide tools. The usual file may be absent: then the definitions speak for
 * themselves, as they do for a catalogue of other tools than the product's.
 *
 * @throws {SettingsError} one line, for a file that was named and cannot be used.
 */
export function readToolRegistry(path: string, about: { catalog: Catalog; logger: Logger }): Registry | undefined {
  if (path === usualPath && !(existsSync(path) && isOfProduct(about.catalog))) return undefined;
  if (!existsSync(path)) {
    throw new SettingsError(setting, `${setting} names a file that does not exist: ${path}`);
  }
  try {
    const { registry, lines } = readRegistry(readFileSync(path, 'utf8'), about.catalog.tools);
    for (const line of lines) about.logger.error({ registry: path }, `${setting}: ${line}`);
    return registry;
  } catch (error) {
    if (error instanceof Refusal) throw new SettingsError(setting, `${setting}: ${error.message}`);
    throw error;
  }
}

function isOfProduct(catalog: Catalog): boolean {
  const known = new Set(createCatalog().tools.map(({ id }) => id));
  return catalog.tools.every(({ id }) => known.has(id));
}
