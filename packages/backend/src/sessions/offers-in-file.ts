import { readFileSync } from 'node:fs';
import { connectionSchema } from '@fes-assistant/protocol';
import { SettingsError } from '@fes-assistant/runtime';
import { z } from 'zod';
import type { Offer } from '../backend.ts';

const name = 'FES_CONNECTIONS_FILE';
const fileSchema = z.record(
  z.string().min(1).max(200),
  z.union([connectionSchema, z.strictObject({ source: connectionSchema, target: connectionSchema })]),
);

/**
 * The operator's named connections, one click away on the page. A pair is offered as its two sides.
 * @throws {SettingsError} one line, never with a value of the file.
 */
export function offersInFile(path: string | undefined): Offer[] {
  if (path === undefined) return [];
  return Object.entries(readEntries(path)).flatMap(([title, entry]): Offer[] => {
    if (!('source' in entry)) return [{ name: title, title, sides: ['only', 'source', 'target'], connection: entry }];
    return (['source', 'target'] as const).map((side) => ({
      name: `${title} (${side})`,
      title: `${title} (${side})`,
      sides: ['only', side],
      connection: entry[side],
    }));
  });
}

function readEntries(path: string): z.infer<typeof fileSchema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SettingsError(name, `${name} cannot be read: ${path}`);
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new SettingsError(
      name,
      `${name} is not a JSON object of named connections, each {origin, token, verifyTls} or {source, target}: ${path}`,
    );
  }
}
