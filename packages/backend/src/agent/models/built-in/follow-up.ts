import type { Column, ToolManifest } from '@fes-assistant/protocol';
import { readAsk } from './ask.ts';
import type { DoneCall } from './dialogue.ts';
import { isEmptyWish, type Wish, wishIn } from './filters.ts';
import { nouns } from './words.ts';

interface FollowUp {
  handle: string;
  wish: Wish;
  /** How many rows the named result has. */
  total: number;
}

interface Past {
  before: DoneCall[];
  toolOf: (name: string) => ToolManifest | undefined;
  today: Date;
}

const refines =
  /^\s*(only|just|filter|keep|of (those|them|these)|which of (those|them|these)|and of those|from those|exclude|sort|order|group|top|first|limit)\b/i;
const varies = /^\s*(and|what about|how about|now|or|the)\b/i;
const countsOnly =
  /^\s*(and\s+)?(how many|count)(\s+(are|is|of)?\s*(there|those|them|these|that|it)?( are there)?)?\s*\??\s*$/i;
const pointsBack = /\b(those|them|these|that list|the list|the result)\b/i;

/** What a message wants of the rows already there; undefined when it asks for something new. */
export function followUp(text: string, past: Past): FollowUp | undefined {
  const latest = past.before.at(-1);
  if (latest?.result.kind !== 'rows') return undefined;
  const base = baseOf(latest, past.before);
  const columns = past.toolOf(base.name)?.columns ?? [];
  if (countsOnly.test(text))
    return { handle: latest.result.handle, total: latest.result.total, wish: { view: {}, words: [], counts: true } };
  if (columns.length === 0) return undefined;
  const ask = readAsk(text);
  const wish = wishIn({ text, ask, columns, today: past.today });
  const isRefining = refines.test(text) || pointsBack.test(text);
  if (isEmptyWish(wish)) return undefined;
  if (!isRefining && !varies.test(text) && !isShort(text, columns)) return undefined;
  const of = isRefining ? latest : base;
  const usable = Object.hasOwn(of.arguments, 'group_by') ? base : of;
  return { handle: usable.result.handle, total: usable.result.total, wish };
}

/** The call that asked Sisense, of which a view shows some rows. */
function baseOf(call: DoneCall, before: DoneCall[]): DoneCall {
  let base = call;
  while (base.name === 'view_rows') {
    const of = String(base.arguments['of']).replace('$', '');
    const parent = before.find(({ result }) => result.handle === of);
    if (!parent || parent === base) return base;
    base = parent;
  }
  return base;
}

/** A few words that name no other kind of thing: "inactive ones", "never logged in". */
function isShort(text: string, columns: Column[]): boolean {
  const ask = readAsk(text);
  const named = ask.filter(
    ({ word }) => nouns.has(word) && !columns.some(({ key }) => key.toLowerCase().includes(word)),
  );
  return ask.length <= 5 && named.length === 0 && !/^\s*(show|list|which|what|who|find|get)\b/i.test(text);
}
