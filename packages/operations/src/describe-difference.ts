import { canonicalJson, type Json, valueText, visibleText } from '@fes-assistant/protocol';

interface Difference {
  field: string;
  before: Json | undefined;
  after: Json | undefined;
}

const shown = 5;

/** What became different between two states, field by field, as the end of a sentence. */
export function describeDifference(before: Json, after: Json): string {
  if (before !== null && after === null) return 'it no longer exists';
  if (before === null && after !== null) return 'it exists now and did not then';
  const all = differences('', { before, after });
  const words = all.slice(0, shown).map(wordsOf);
  const rest = all.length - words.length;
  return `${words.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

function differences(field: string, { before, after }: Omit<Difference, 'field'>): Difference[] {
  if (canonicalJson({ value: before }) === canonicalJson({ value: after })) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ field, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) =>
    differences(field === '' ? key : `${field}.${key}`, { before: before[key], after: after[key] }),
  );
}

function wordsOf({ field, before, after }: Difference): string {
  const name = visibleText(field === '' ? 'its value' : field.slice(0, 80));
  if (before === undefined) return `${name} is now ${valueText(after)}`;
  if (after === undefined) return `${name} was ${valueText(before)} and is gone`;
  return `${name} was ${valueText(before)} and is now ${valueText(after)}`;
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
