import { BodyRefused } from './body-refused.ts';

/** The key may be written with any of its letters escaped; then the text has one of these. */
const mayHavePrototypeKey = /__proto__|\\u00(?:5f|6f|7[024])/i;

/**
 * Parses JSON, with or without a byte order mark. A `__proto__` key, which would change the prototype of whoever copies
 * such an object, is refused.
 *
 * @throws SyntaxError
 * @throws BodyRefused
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (mayHavePrototypeKey.test(text)) refusePrototypeKeys(value);
  return value;
}

function refusePrototypeKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw new BodyRefused('it has a key named __proto__, which no Sisense writes');
  for (const inside of Object.values(value)) refusePrototypeKeys(inside);
}
