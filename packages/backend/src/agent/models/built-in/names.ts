import { type Token, textOf } from './ask.ts';
import { canonical, changeVerbs, nouns, saysNothing } from './words.ts';

const introducers = /^(named|called|titled|name|id|title)$/i;

/** Takes the words away that only lead to a name or follow it: "the dashboard named X please". */
export function bareName(tokens: Token[]): Token[] {
  const quoted = tokens.filter(({ kind }) => kind === 'quoted');
  if (quoted.length === 1) return quoted;
  let from = 0;
  let to = tokens.length;
  const trims = (token: Token | undefined, last: boolean): boolean => {
    if (token?.kind !== 'word') return false;
    if (saysNothing(token.text) || introducers.test(token.text)) return !/^\p{Lu}\p{Ll}+$/u.test(token.text) || !last;
    return nouns.has(token.word) && !(last && /^\p{Lu}/u.test(token.text));
  };
  while (from < to - 1 && trims(tokens[from], false)) from += 1;
  while (to > from + 1 && trims(tokens[to - 1], true)) to -= 1;
  const bare = tokens.slice(from, to);
  const [only] = bare;
  return bare.length === 1 && only && leadsOnly(only) ? [] : bare;
}

/** A word that only leads to a name is none itself. */
function leadsOnly({ kind, text, word }: Token): boolean {
  if (kind !== 'word') return false;
  return saysNothing(text) || introducers.test(text) || (nouns.has(word) && /^\p{Ll}/u.test(text));
}

/** Several names in one stretch: "Sales, Marketing and HR". */
export function severalNames(tokens: Token[]): string[] {
  const quoted = tokens.filter(({ kind }) => kind === 'quoted');
  if (quoted.length > 0) return quoted.map(({ text }) => text);
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    const isAnd = token.kind === 'word' && /^(and|or)$/i.test(token.text);
    if (!isAnd) runs.at(-1)?.push(token);
    if (isAnd || token.pauses) runs.push([]);
  }
  return runs.map((run) => textOf(bareName(run))).filter((name) => name !== '');
}

/** The name that stands beside a noun: after it ("dashboard Sales") or before it ("the 'Analysts' group"). */
export function nameBeside(tokens: Token[], wanted: readonly string[]): Token[] {
  const words = wanted.map(canonical);
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || !words.includes(token.word)) continue;
    const after = runAfter(tokens, index + 1);
    if (after.some(({ isName }) => isName)) return after;
    const before = runBefore(tokens, index - 1);
    if (before.length > 0) return before;
    if (after.length > 0) return after;
  }
  return [];
}

function runAfter(tokens: Token[], start: number): Token[] {
  let index = start;
  while (tokens[index]?.kind === 'word' && isLeadIn(tokens[index])) index += 1;
  const run: Token[] = [];
  for (; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token || !continues(run, token, tokens[index + 1])) break;
    run.push(token);
    if (token.kind !== 'word' || token.pauses) break;
  }
  return run;
}

function isLeadIn(token: Token | undefined): boolean {
  return token !== undefined && (introducers.test(token.text) || /^(the|a|an|is|with|of)$/i.test(token.text));
}

function continues(run: Token[], token: Token, next: Token | undefined): boolean {
  if (token.kind !== 'word') return run.length === 0;
  if (token.isName) return true;
  if (saysNothing(token.text))
    return run.some(({ isName }) => isName) && next?.isName === true && /^(of|and|the|for|&)$/i.test(token.text);
  if (run.length > 0 && run.every(({ isName }) => isName)) return false;
  return !nouns.has(token.word) && !changeVerbs.has(token.word);
}

function runBefore(tokens: Token[], start: number): Token[] {
  const run: Token[] = [];
  for (let index = start; index >= 0; index--) {
    const token = tokens[index];
    if (!token?.isName || (run.length > 0 && token.pauses)) break;
    run.unshift(token);
    if (token.kind !== 'word') break;
  }
  return run;
}

/** Stretches that look like names, in order, wherever they stand. */
export function nameRuns(tokens: Token[]): Token[][] {
  const runs: Token[][] = [];
  let run: Token[] = [];
  for (const token of tokens) {
    if (token.isName && (token.kind === 'word' || run.length === 0)) run.push(token);
    if (run.length > 0 && (!token.isName || token.kind !== 'word' || token.pauses)) {
      runs.push(run);
      run = token.isName && token.kind !== 'word' && run.at(-1) !== token ? [token] : [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}
