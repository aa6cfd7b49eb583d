import type { Json } from './canonical-json.ts';

/** Characters that are not seen or that turn the order of a line around: controls, joiners, bidi, tags, fillers, selectors. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A text as it may be shown to a person who decides by it: what cannot be seen, or would reorder the line, is written as
 * its code (`\u{202E}`). Visible characters stay as they are.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}

/** At most `length` characters; says how many were left out. */
export function shortenedText(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length).join('')}… (${characters.length - length} more characters)`;
}

/** A name or value from a deployment, as our sentences hold it: shortened, visible, in quotes. */
export function quotedText(text: string, length = 80): string {
  return `"${visibleText(shortenedText(text, length)).replaceAll('"', '\\"')}"`;
}

const listed = 5;

/** Any value in words that a person can decide by: texts in quotes, lists with what was left out counted. */
export function valueText(value: Json | undefined, length = 80): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return quotedText(value, length);
  if (!Array.isArray(value)) return visibleText(shortenedText(JSON.stringify(value), length * 2));
  if (value.length === 0) return 'an empty list';
  const rest = value.length - listed;
  const some = value.slice(0, listed).map((item) => valueText(item, length));
  return `[${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}]`;
}
