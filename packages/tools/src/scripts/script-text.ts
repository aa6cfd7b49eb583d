/**
 * A script without the comment that Sisense puts into every new one; an untouched script is empty. The comment welcomes
 * the reader and points at the online documentation.
 */
export function scriptText(script: string | null | undefined): string {
  const text = (script ?? '').trim();
  const first = /^\/\*[\s\S]*?\*\//.exec(text)?.[0];
  if (first === undefined || !/welcome to your|online documentation/i.test(first)) return text;
  return text.slice(first.length).trim();
}
