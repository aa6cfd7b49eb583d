import type { JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { refuseInvalid } from './refuse.ts';

const kinds = {
  text: { isIt: (value: unknown) => typeof value === 'string', noun: 'a string' },
  flag: { isIt: (value: unknown) => typeof value === 'boolean', noun: 'a boolean' },
  list: { isIt: (value: unknown) => Array.isArray(value), noun: 'an array' },
  object: { isIt: isObject, noun: 'an object' },
} as const;

type Kind = keyof typeof kinds;

/** What a field must be when it is there; with `?` it may be null, too. */
export type FieldKinds = Readonly<Record<string, Kind | `${Kind}?`>>;

/** What is wrong with the fields of a body, one complaint each. Fields that are not named here may be anything. */
export function complaintsAbout(body: JsonObject, fields: FieldKinds): string[] {
  return Object.entries(fields).flatMap(([name, wanted]) => {
    const value = body[name];
    const kind = kindOf(wanted);
    if (value === undefined || (value === null && wanted.endsWith('?')) || kind.isIt(value)) return [];
    return [`${name} must be ${kind.noun}`];
  });
}

const kindOf = (wanted: string): (typeof kinds)[Kind] => {
  const [found = kinds.text] = Object.entries(kinds).flatMap(([name, kind]) => (wanted.startsWith(name) ? [kind] : []));
  return found;
};

/** What is kept must have the type that everything else reads it as: else 422, as v1 says it. */
export function checkFields(body: JsonObject, fields: FieldKinds): void {
  const complaints = complaintsAbout(body, fields);
  if (complaints.length > 0) throw refuseInvalid(...complaints);
}
