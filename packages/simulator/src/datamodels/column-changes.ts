import { isObject, type JsonObject, objectOf, objectsOf, textOf, without } from '../json.ts';
import type { Table } from '../world.ts';

/**
 * What was done to a table's columns in the modeller. A file keeps the columns of the source and, beside them, these changes;
 * a schema read shows the columns as they are after them.
 */
export const changesKey = 'tupleTransformations';

/** The columns of a file's table with the changes made to them. */
export function changedColumns(table: JsonObject): JsonObject[] {
  return objectsOf(table[changesKey]).reduce<JsonObject[]>(changed, objectsOf(table.columns));
}

function changed(columns: JsonObject[], { type, arguments: given }: JsonObject): JsonObject[] {
  const words = objectOf(given);
  if (type === 'add-column') return [...columns, addedColumn(words)];
  const fields = fieldsOf(type, words);
  return columns.map((column) => (column.oid === words.column ? { ...column, ...fields } : column));
}

function fieldsOf(type: unknown, { name, type: dataType }: JsonObject): JsonObject {
  if (type === 'rename-column' && typeof name === 'string') return { name };
  if (type === 'change-data-type' && typeof dataType === 'number') return { type: dataType };
  return {};
}

function addedColumn(words: JsonObject): JsonObject {
  const name = textOf(words.name) ?? textOf(words.displayName) ?? textOf(words.id) ?? '';
  return { ...words, name, isCustom: true };
}

/** What a file says of a table's columns, kept so that the next file can say it again. */
export function columnsInFile(table: JsonObject): JsonObject {
  const changes = objectsOf(table[changesKey]);
  return changes.length === 0 ? {} : { [changesKey]: changes, columns: objectsOf(table.columns) };
}

/** A table's columns as a file holds them: what was changed over the API since is written as it is now. */
export function unchangedColumns(table: Table, inFile: JsonObject | undefined): { columns: JsonObject[] } & JsonObject {
  if (inFile === undefined) return { [changesKey]: [], columns: table.columns };
  const now = byOid(table.columns);
  const then = byOid(changedColumns(inFile));
  const source = byOid(objectsOf(inFile.columns));
  const isAsThen = (oid: unknown) => oid === undefined || isSame(now.get(oid), then.get(oid));
  const changes = objectsOf(inFile[changesKey]).filter((change) => isAsThen(columnOf(change)));
  const added = new Set(changes.filter(({ type }) => type === 'add-column').map(columnOf));
  const columns = table.columns
    .filter(({ oid }) => !added.has(oid))
    .map((column) => ({ ...column, ...(isAsThen(column.oid) ? nameAndType(source.get(column.oid)) : {}) }));
  return { [changesKey]: changes, columns };
}

const byOid = (columns: JsonObject[]) => new Map<unknown, JsonObject>(columns.map((column) => [column.oid, column]));

function columnOf({ type, arguments: given }: JsonObject): unknown {
  const { oid, column } = objectOf(given);
  return type === 'add-column' ? oid : column;
}

function isSame(now: JsonObject | undefined, then: JsonObject | undefined): boolean {
  if (now === undefined || then === undefined) return false;
  const { name = then.id, type = now.type } = then;
  return now.name === name && now.type === type && sqlOf(now) === sqlOf(then);
}

const sqlOf = ({ expression }: JsonObject): unknown =>
  (isObject(expression) ? expression.expression : expression) ?? null;

function nameAndType(column: JsonObject = {}): JsonObject {
  return Object.fromEntries(Object.entries(column).filter(([key]) => key === 'name' || key === 'type'));
}

/** An archive that Sisense made says it with hyphens. */
export function withChangesKey(table: JsonObject): JsonObject {
  const changes = table['tuple-transformations'];
  return Array.isArray(changes) ? { ...without(table, 'tuple-transformations'), [changesKey]: changes } : table;
}
