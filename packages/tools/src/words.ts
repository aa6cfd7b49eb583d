/** `1 dashboard`, `12 dashboards`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** The first few of many names, quoted: what people are shown of a list that may be long. */
export function someOf(names: readonly string[], shown = 5): string {
  const first = names.slice(0, shown).map(quoted).join(', ');
  return names.length > shown ? `${first} and ${names.length - shown} more` : first;
}

/** A name that a deployment gave, as a quotation in a sentence of ours. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name);
}
