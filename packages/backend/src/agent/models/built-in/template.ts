import type { Json, ToolExample } from '@fes-assistant/protocol';
import { readAsk, type Token } from './ask.ts';
import { nameRuns } from './names.ts';
import { saysNothing } from './words.ts';

/** An example with its values taken out: "Make {user_email} a {user_data.role}". */
export interface Template {
  ask: string;
  /** The example's words, to know it when it is typed as it stands. */
  words: string;
  parts: TemplatePart[];
  /** Values of the example that its words imply: "Deactivate …" means `active: false`. */
  implied: { path: string[]; value: Json }[];
  example: ToolExample;
}

type TemplatePart =
  | { kind: 'word'; word: string; weighs: boolean }
  | { kind: 'slot'; path: string[]; list: boolean; email: boolean };

interface Leaf {
  path: string[];
  value: Json;
  list: boolean;
}

export function templateOf(example: ToolExample): Template {
  const tokens = readAsk(example.ask);
  const leaves = leavesOf(example.input);
  const places = leaves.map((leaf) => ({ leaf, place: placeOf(leaf.value, tokens) }));
  const found = places.filter((one): one is { leaf: Leaf; place: Place } => one.place !== undefined);
  const parts: TemplatePart[] = [];
  for (let index = 0; index < tokens.length; ) {
    const here = found.find(({ place }) => place.from === index);
    const token = tokens[index];
    if (here) {
      const { path, list, value } = here.leaf;
      const last = parts.at(-1);
      const again = last?.kind === 'slot' && last.path.join('.') === path.join('.');
      if (!again) parts.push({ kind: 'slot', path, list, email: typeof value === 'string' && value.includes('@') });
      index = Math.max(here.place.to, index + 1);
      continue;
    }
    if (token)
      parts.push({ kind: 'word', word: token.word || token.text.toLowerCase(), weighs: !saysNothing(token.text) });
    index += 1;
  }
  const used = new Set(found.map(({ leaf }) => leaf));
  const implied = leaves.filter((leaf) => !used.has(leaf)).map(({ path, value }) => ({ path, value }));
  return { ask: example.ask, words: wordsKey(tokens), parts, implied, example };
}

export function wordsKey(tokens: Token[]): string {
  return tokens.map(({ text }) => text.toLowerCase()).join(' ');
}

function leavesOf(value: Json, path: string[] = [], list = false): Leaf[] {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'string'))
      return value.map((item) => ({ path, value: item, list: true }));
    return [{ path, value, list }];
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key], list));
  }
  return [{ path, value, list }];
}

interface Place {
  from: number;
  to: number;
}

/** Where the value stands in the example's words; an address may stand there as its first name. */
function placeOf(value: Json, tokens: Token[]): Place | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const wanted = String(value).toLowerCase();
  if (wanted === '') return undefined;
  for (let from = 0; from < tokens.length; from++) {
    let text = '';
    for (let to = from; to < tokens.length && text.length < wanted.length; to++) {
      text = `${text}${text === '' ? '' : ' '}${tokens[to]?.text.toLowerCase() ?? ''}`;
      if (text === wanted) return { from, to: to + 1 };
    }
  }
  if (!wanted.includes('@')) return undefined;
  const names = wanted.slice(0, wanted.indexOf('@')).split('.');
  const from = tokens.findIndex(({ text }) => names.includes(text.toLowerCase()));
  return from === -1 ? undefined : { from, to: from + 1 };
}

export interface Alignment {
  /** Words of the template that stand in the ask, in its order. */
  matched: Set<number>;
  /** Tokens of the ask that a template word explains. */
  explained: Set<number>;
  /** What stands in each slot. */
  filled: { part: Extract<TemplatePart, { kind: 'slot' }>; tokens: Token[] }[];
}

/** Lays a template over an ask: the longest run of common words, and between them what fills the slots. */
export function align({ parts }: Template, ask: Token[]): Alignment {
  const pairs = commonWords(parts, ask);
  const matched = new Set(pairs.map(([part]) => part));
  const explained = new Set(pairs.map(([, token]) => token));
  const filled = parts.flatMap((part, index) => {
    if (part.kind !== 'slot') return [];
    const before = pairs.filter(([place]) => place < index).at(-1)?.[1] ?? -1;
    const after = pairs.find(([place]) => place > index)?.[1] ?? ask.length;
    return [{ part, tokens: shareOf(ask.slice(before + 1, after), { parts, index }) }];
  });
  return { matched, explained, filled };
}

/** Slots that stand side by side share what is there: one name each, in order. */
function shareOf(tokens: Token[], { parts, index }: { parts: TemplatePart[]; index: number }): Token[] {
  let first = index;
  while (parts[first - 1]?.kind === 'slot') first -= 1;
  let last = index;
  while (parts[last + 1]?.kind === 'slot') last += 1;
  if (first === last) return tokens;
  const runs = nameRuns(tokens);
  return runs.length === last - first + 1 ? (runs[index - first] ?? tokens) : tokens;
}

function commonWords(parts: TemplatePart[], ask: Token[]): [number, number][] {
  const fits = (part: number, token: number): boolean => {
    const [one, other] = [parts[part], ask[token]];
    return one?.kind === 'word' && other?.kind === 'word' && one.word === other.word;
  };
  const longest = Array.from({ length: parts.length + 1 }, () => new Array<number>(ask.length + 1).fill(0));
  const at = (part: number, token: number): number => longest[part]?.[token] ?? 0;
  for (let part = parts.length - 1; part >= 0; part--) {
    for (let token = ask.length - 1; token >= 0; token--) {
      const row = longest[part];
      if (!row) continue;
      row[token] = fits(part, token) ? at(part + 1, token + 1) + 1 : Math.max(at(part + 1, token), at(part, token + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let part = 0, token = 0; part < parts.length && token < ask.length; ) {
    if (fits(part, token)) pairs.push([part++, token++]);
    else if (at(part + 1, token) >= at(part, token + 1)) part += 1;
    else token += 1;
  }
  return pairs;
}
