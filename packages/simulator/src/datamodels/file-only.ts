import { type JsonObject, objectOf, objectsOf, without } from '../json.ts';
import type { ModelFile } from '../world.ts';
import { changesKey, columnsInFile } from './column-changes.ts';
import { dependencyKinds } from './export-model.ts';

const modelKeys = ['buildDestination', 'modelStatistics', 'fiscal', 'modelsLayouts', 'dependencies'];

/** What a file says that no schema read shows; kept for the next export. Dependencies live elsewhere once they are in. */
export function fileOnly(content: JsonObject): ModelFile {
  const tables = objectsOf(content.datasets).flatMap(({ schema }) => objectsOf(objectOf(schema).tables));
  const model = only(content, [...modelKeys, 'relationsTables']);
  if ('dependencies' in model) model.dependencies = without(objectOf(model.dependencies), ...dependencyKinds);
  return { model, tables: new Map(tables.map((table) => [String(table.oid), columnsInFile(table)])) };
}

export const withoutFileOnly = (content: JsonObject): JsonObject => without(content, '_id', ...modelKeys);
export const tableWithoutFileOnly = (table: JsonObject): JsonObject => without(table, changesKey);

function only(object: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}
