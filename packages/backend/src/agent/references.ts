import type { Conversation, Json, ReadResult } from '@fes-assistant/protocol';

/** Results are numbered through a conversation: `r3` is the third call's. */
export function handleOf(place: number): string {
  return `r${place}`;
}

/** The call a handle stands for; `r3` and `$r3` are the same. */
export function resultOf(conversation: Conversation, handle: string): ReadResult | undefined {
  const place = Number(/^\$?r(\d+)$/.exec(handle)?.[1] ?? Number.NaN);
  return conversation.turns.flatMap(({ tools }) => tools)[place - 1]?.result;
}

/** A reference leads nowhere; the sentence is for the model and for people. */
export class BrokenReference extends Error {
  override readonly name = 'BrokenReference';
}

const reference = /^\$(r\d+)\.(?:rows\[(\d+|\*)\]|item)(?:\.([\w.-]+))?$/;

/**
 * Puts values in the place of references, so that work over several steps needs no data in front of the model. A whole
 * string is a reference or it is not; nothing is put into the middle of a text.
 */
export function resolveReferences(value: Json, conversation: Conversation): Json {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const resolved = resolveReferences(item, conversation);
      return typeof item === 'string' && reference.test(item) && Array.isArray(resolved) ? resolved : [resolved];
    });
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, conversation)]));
  }
  const parts = typeof value === 'string' ? reference.exec(value) : null;
  if (!parts) return value;
  const [whole = '', handle = '', row, path = ''] = parts;
  const result = resultOf(conversation, handle);
  if (!result) throw new BrokenReference(`There is no result ${handle} in this conversation.`);
  return row === '*' ? everyValue(result, { path, whole }) : valueAt(oneOf(result, { row, whole }), { path, whole });
}

interface Place {
  path: string;
  whole: string;
}

function everyValue(result: ReadResult, place: Place): Json[] {
  if (!('rows' in result)) throw new BrokenReference(`${place.whole} asks for rows, but that result is one item.`);
  if (result.rows.length < result.total) {
    throw new BrokenReference(
      `${place.whole} asks for all ${result.total} rows, of which only ${result.rows.length} are held.`,
    );
  }
  return result.rows.map((row) => valueAt(row, place));
}

function oneOf(result: ReadResult, { row, whole }: { row: string | undefined; whole: string }): Json {
  if (row === undefined) return 'item' in result ? result.item : (result.rows[0] ?? null);
  if (!('rows' in result)) return result.item;
  const found = result.rows[Number(row)];
  if (found) return found;
  throw new BrokenReference(`${whole} asks for row ${row}, but there are ${result.rows.length}.`);
}

function valueAt(value: Json, { path, whole }: Place): Json {
  let here: Json | undefined = value;
  for (const key of path.split('.').filter(Boolean)) {
    here = here !== null && typeof here === 'object' && !Array.isArray(here) ? here[key] : undefined;
    if (here === undefined) throw new BrokenReference(`${whole} leads to nothing.`);
  }
  return here;
}
