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
