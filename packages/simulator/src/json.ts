/** What Sisense sends and takes: open objects, of which only the named fields are known. */
export interface JsonObject {
  [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isObject);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function without(object: JsonObject, ...keys: string[]): JsonObject {
  return picked(object, (key) => !keys.includes(key));
}

/** The fields that are wanted; the others are not looked at, since some are made only when they are. */
export function picked(object: JsonObject, isWanted: (key: string) => boolean): JsonObject {
  const chosen: JsonObject = {};
  for (const key of Object.keys(object)) if (isWanted(key)) chosen[key] = object[key];
  return chosen;
}
