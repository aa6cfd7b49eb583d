import type { ToolManifest } from '@fes-assistant/protocol';
import { meaningfulWords, readAsk, type Token } from './ask.ts';
import { phrases } from './phrases.ts';
import { type Alignment, align, type Template, templateOf, wordsKey } from './template.ts';
import { roleIn } from './user-data.ts';
import { canonical, changeVerbs, nouns, saysNothing } from './words.ts';

export interface Match {
  tool: ToolManifest;
  score: number;
  /** The example that fits best, where one fits at all. */
  template?: Template;
  alignment?: Alignment;
}

interface KnownTool {
  tool: ToolManifest;
  templates: Template[];
  /** Words of id and title weigh more than those of the description. */
  title: Set<string>;
  all: Set<string>;
  /** Whether it can be told a name, and whether it must. */
  takesName: boolean;
  needsName: boolean;
  takesPerson: boolean;
}

/** The tools of one catalogue, ready to be compared with asks. */
export interface Matcher {
  /** Tools by how well they fit, the best first; typical asks are known by their wording. */
  match(ask: Token[], text?: string): Match[];
  /** Whether any tool or example uses the word. */
  knows(word: string): boolean;
}

export function createMatcher(tools: ToolManifest[]): Matcher {
  const known = tools.map(knownTool);
  const seenIn = new Map<string, number>();
  for (const { all } of known) for (const word of all) seenIn.set(word, (seenIn.get(word) ?? 0) + 1);
  const weightOf = (word: string): number =>
    Math.log(1 + known.length / (seenIn.get(word) ?? 0.5)) * (isVerbOfShow(word) ? 0.3 : 1);

  function matchTool(one: KnownTool, ask: Token[], wants: 'read' | 'change' | undefined): Match {
    const words = saidWords(ask).filter((word) => seenIn.has(word));
    const orders = ask.some(({ word }) => changeVerbs.has(word));
    const names = ask.some(({ isName, word, text }) => isName || !(saysNothing(text) || seenIn.has(word)));
    let best: Match = { tool: one.tool, score: 0.85 * bagScore(one, words, weightOf) * objectFit(one, ask) };
    for (const template of one.templates) {
      const alignment = align(template, ask);
      const score = templateScore({ template, alignment, ask, weightOf, seenIn });
      if (score > best.score) best = { tool: one.tool, score, template, alignment };
    }
    if (wants !== undefined && wants !== one.tool.effect) best = { ...best, score: best.score * 0.45 };
    if (wants === undefined && one.tool.effect === 'change' && !orders) best = { ...best, score: best.score * 0.75 };
    if (best.template && best.template.words === wordsKey(ask)) return { ...best, score: 2 };
    return { ...best, score: best.score * nameFit(one, ask, names) * nounFit(one, ask) };
  }

  return {
    knows: (word) => seenIn.has(word),
    match(ask, text = '') {
      const wants = effectWanted(ask);
      const matches = known.map((one) => matchTool(one, ask, wants));
      const typical = phrases.find(
        ([pattern, id]) => pattern.test(text) && known.some(({ tool }) => tool.id === id),
      )?.[1];
      const raised = matches.map((one) =>
        one.tool.id === typical ? { ...one, score: Math.max(one.score, 1.2) } : one,
      );
      return raised.toSorted((one, other) => other.score - one.score);
    },
  };
}

function knownTool(tool: ToolManifest): KnownTool {
  const templates = tool.examples.map(templateOf);
  const title = wordsOf(`${tool.id.replaceAll(/[._]/g, ' ')} ${tool.title}`);
  const examples = templates.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'word' ? [part.word] : [])));
  const all = new Set([...title, ...wordsOf(tool.description), ...wordsOf(tool.tags.join(' ')), ...examples]);
  const takes = Object.keys((tool.inputSchema['properties'] ?? {}) as object);
  const needs = ((tool.inputSchema['required'] ?? []) as string[]).filter((name) => name !== 'side');
  const takesPerson = takes.some((name) => /user|owner|shares/.test(name));
  return { tool, templates, title, all, takesName: takes.length > 0, needsName: needs.length > 0, takesPerson };
}

function wordsOf(text: string): Set<string> {
  return new Set(
    readAsk(text).flatMap(({ kind, text: word }) => (kind === 'word' && !saysNothing(word) ? [canonical(word)] : [])),
  );
}

/** Tools that are a special form of another one, whose word must be said. */
const variants = /_(detail|raw|bulk|v1)$/;

/** Whether the ask names something exactly where the tool wants a name, and a person where it wants one. */
function nameFit({ takesName, needsName, takesPerson, tool }: KnownTool, ask: Token[], names: boolean): number {
  if (names && !takesName) return 0.85;
  if (!names && needsName && tool.effect === 'read') return 0.55;
  const named = ask.filter(({ isName }) => isName);
  const variant = variants.exec(tool.id)?.[1];
  if (variant !== undefined && !ask.some(({ word }) => word === canonical(variant))) return 0.93;
  const onlyPeople = named.length > 0 && named.every(({ kind }) => kind === 'email');
  return onlyPeople && needsName && !takesPerson ? 0.6 : 1;
}

/** A tool that speaks of none of the things that the ask speaks of is another one. */
function nounFit({ title, templates, all }: KnownTool, ask: Token[]): number {
  const named = ask.filter(({ word, isName }) => !isName && nouns.has(word)).map(({ word }) => word);
  const asked = ask.some(({ kind }) => kind === 'email') ? [...named, 'user'] : named;
  if (asked.length === 0) return 1;
  if (asked.some((word) => title.has(word) || (word === 'cube' && title.has('model')))) return 1;
  const inExamples = templates.some(({ parts }) =>
    parts.some((part) => part.kind === 'word' && asked.includes(part.word)),
  );
  return inExamples ? 0.95 : asked.some((word) => all.has(word)) ? 0.75 : 0.4;
}

/** Words of the ask; whoever names a role or an address speaks of a user. */
function saidWords(ask: Token[]): string[] {
  const person = ask.some(({ kind, text }) => kind === 'email' || (kind === 'word' && roleIn(text) !== undefined));
  return person ? [...meaningfulWords(ask), 'user'] : meaningfulWords(ask);
}

/** An order to change something names its object first: "create user …" is about no dashboard. */
function objectFit({ tool, title, all }: KnownTool, ask: Token[]): number {
  if (tool.effect !== 'change') return 1;
  const verb = ask.findIndex(({ word }) => changeVerbs.has(word));
  if (verb === -1) return 1;
  const after = ask.slice(verb + 1);
  const first = after.find(({ word, kind, text }) => nouns.has(word) || kind === 'email' || roleIn(text) !== undefined);
  const object = first && (nouns.has(first.word) ? first.word : 'user');
  const verbFits = title.has(ask[verb]?.word ?? '') ? 1.1 : all.has(ask[verb]?.word ?? '') ? 1 : 0.6;
  return object === undefined || title.has(object) ? verbFits : 0.6 * verbFits;
}

function isVerbOfShow(word: string): boolean {
  return word === 'show' || word === 'find';
}

/** How much of what was asked the tool's words say, and how much of its title was asked for. */
function bagScore({ title, all }: KnownTool, words: string[], weightOf: (word: string) => number): number {
  const sum = (some: Iterable<string>): number => [...some].reduce((total, word) => total + weightOf(word), 0);
  const asked = new Set(words);
  const inTitle = [...asked].filter((word) => title.has(word));
  const elsewhere = [...asked].filter((word) => !title.has(word) && all.has(word));
  const told = sum(asked);
  if (told === 0) return 0;
  const recall = (sum(inTitle) + 0.5 * sum(elsewhere)) / told;
  const precision = sum(inTitle) / Math.max(sum(title), 0.01);
  return 0.75 * recall + 0.25 * precision;
}

interface Scored {
  template: Template;
  alignment: Alignment;
  ask: Token[];
  weightOf: (word: string) => number;
  seenIn: Map<string, number>;
}

function templateScore({ template, alignment, ask, weightOf, seenIn }: Scored): number {
  let matched = 0;
  let missing = 0;
  for (const [index, part] of template.parts.entries()) {
    if (part.kind !== 'word') continue;
    const weight = part.weighs ? weightOf(part.word) : 0.15;
    if (alignment.matched.has(index)) matched += weight;
    else missing += weight;
  }
  const inSlots = new Set(alignment.filled.flatMap(({ tokens }) => tokens));
  let left = 0;
  for (const [index, token] of ask.entries()) {
    if (alignment.explained.has(index) || saysNothing(token.text)) continue;
    if (inSlots.has(token) && (token.isName || !seenIn.has(token.word) || roleIn(token.text) !== undefined)) continue;
    left += token.kind === 'word' && seenIn.has(token.word) ? weightOf(token.word) : 1;
  }
  const unfilled = alignment.filled.filter(({ tokens }) => tokens.every(({ text }) => saysNothing(text))).length;
  return matched / (matched + missing + 0.7 * left + 0.8 * unfilled + 0.05);
}

/** Whether the ask is a question or an order to change something; undefined when it could be either. */
export function effectWanted(ask: Token[]): 'read' | 'change' | undefined {
  const first = ask.find(
    ({ text }) => !/^(please|can|could|you|now|then|and|ok|i|want|to|would|like|let|us|me)$/i.test(text),
  );
  if (first?.kind !== 'word') return undefined;
  if (/^(what|which|who|whose|how|where|when|is|are|does|do|did|has|have|was|were|why)$/i.test(first.text))
    return 'read';
  if (/^give$/i.test(first.text)) return /^(me|us)$/i.test(ask[ask.indexOf(first) + 1]?.text ?? '') ? 'read' : 'change';
  if (changeVerbs.has(first.word)) return 'change';
  return first.word === 'show' || first.word === 'find' ? 'read' : undefined;
}
