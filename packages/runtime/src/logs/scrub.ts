import { isSecretKey, scrubText } from './scrub-text.ts';
import { removed, type SecretRegistry } from './secret-registry.ts';

const deepest = 64;

/**
 * A plain copy without secrets, at any depth: in strings, keys, errors with their causes, maps, sets and headers.
 * Bytes are replaced by their count, circles by a word.
 */
export function scrub(value: unknown, registry: SecretRegistry): unknown {
  return copy(value, { registry, above: [] });
}

interface Place {
  registry: SecretRegistry;
  above: object[];
}

function copy(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return scrubText(value, place.registry);
  if (typeof value === 'bigint') return scrubText(value.toString(), place.registry);
  if (typeof value === 'number') return place.registry.occursIn(String(value)) ? removed : value;
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'symbol') return scrubText(String(value), place.registry);
  if (value === null || typeof value !== 'object') return value;
  if (place.above.includes(value)) return '[circular]';
  if (place.above.length >= deepest) return '[too deep]';
  return copyObject(value, { ...place, above: [...place.above, value] });
}

function copyObject(value: object, place: Place): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return scrubText(String(value), place.registry);
  if (Array.isArray(value)) return value.map((item) => copy(item, place));
  if (value instanceof Set) return [...value].map((item) => copy(item, place));
  if (value instanceof Map || value instanceof Headers) {
    return copyMembers(
      [...value.entries()].map(([key, item]) => [String(key), item]),
      place,
    );
  }
  if (value instanceof Error) return copyMembers(membersOfError(value), place);
  if ('toJSON' in value && typeof value.toJSON === 'function') return copy(value.toJSON(), place);
  return copyMembers(Object.entries(value), place);
}

function copyMembers(members: [string, unknown][], place: Place): Record<string, unknown> {
  return Object.fromEntries(
    members.map(([key, item]) => {
      const hidden = isSecretKey(key) && (typeof item === 'string' || (typeof item === 'object' && item !== null));
      return [scrubText(key, place.registry), hidden ? removed : copy(item, place)];
    }),
  );
}

function membersOfError(error: Error): [string, unknown][] {
  const own = Object.entries(error).filter(([key]) => key !== 'stack' && key !== 'message' && key !== 'name');
  const cause: [string, unknown][] = error.cause === undefined ? [] : [['cause', error.cause]];
  const several: [string, unknown][] = error instanceof AggregateError ? [['errors', error.errors]] : [];
  return [['name', error.name], ['message', error.message], ['stack', error.stack], ...own, ...cause, ...several];
}
