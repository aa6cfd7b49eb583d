import { canonical, nouns, saysNothing } from './words.ts';

type TokenKind = 'word' | 'quoted' | 'email' | 'id' | 'number';

export interface Token {
  /** As written, without quotes. */
  text: string;
  /** What it stands for. */
  word: string;
  kind: TokenKind;
  start: number;
  end: number;
  /** Looks like a name: quoted, an address, an id, a capital where no sentence begins, an underscore or digits. */
  isName: boolean;
  /** Was written with `'s` after it. */
  owns: boolean;
  /** A comma or semicolon follows. */
  pauses: boolean;
}

const pattern =
  /(?<quoted>"[^"]*"|“[^”]*”|(?<![\p{L}\p{N}])'[^']+'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])‘[^’]+’(?![\p{L}\p{N}])|`[^`]+`)|(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<id>\b(?:[0-9a-f]{24}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b)|(?<number>\b\d+(?:\.\d+)?\b(?![\w-]))|(?<word>[\p{L}\p{N}_$][\p{L}\p{N}_$.&/-]*[\p{L}\p{N}_$]|[\p{L}\p{N}_$])/giu;

/** What a person typed, as words, names and numbers. */
export function readAsk(text: string): Token[] {
  const joined = text.replaceAll(/\bdata[ -](models?)\b/gi, 'data-$1').replaceAll(/\bback(ed)? up\b/gi, 'backup ');
  const tokens = [...joined.matchAll(pattern)].map((match) => tokenOf(match, joined));
  return tokens.map((token, index) => ({ ...token, isName: token.isName || isCapital(token, tokens[index - 1]) }));
}

function tokenOf(match: RegExpMatchArray, text: string): Token {
  const { quoted, email, id, number } = match.groups ?? {};
  const raw = match[0];
  const start = match.index ?? 0;
  const end = start + raw.length;
  const after = text.slice(end, end + 2);
  const kind: TokenKind =
    quoted !== undefined
      ? 'quoted'
      : email !== undefined
        ? 'email'
        : id !== undefined
          ? 'id'
          : number !== undefined
            ? 'number'
            : 'word';
  const plain = kind === 'quoted' ? raw.slice(1, -1) : raw.replace(/['’]s$/, '');
  return {
    text: plain,
    word: kind === 'word' ? canonical(plain) : '',
    kind,
    start,
    end,
    isName: kind !== 'word' || looksLikeName(plain),
    owns: /^['’]s/.test(after) || /['’]s$/.test(raw),
    pauses: /^\s*[,;]/.test(text.slice(end, end + 2)),
  };
}

function looksLikeName(word: string): boolean {
  return /[_$\d]/.test(word) || /\p{Ll}\p{Lu}/u.test(word) || /\w\.\w/.test(word);
}

/** A capital inside a sentence; a word that everyone capitalises says nothing. */
function isCapital({ text, kind, word }: Token, before: Token | undefined): boolean {
  if (kind !== 'word' || !before || !/^\p{Lu}/u.test(text)) return false;
  return !saysNothing(text) && !nouns.has(word) && text !== 'JAQL' && text !== 'SQL';
}

/** The words of an ask that say something, names left out. */
export function meaningfulWords(tokens: Token[]): string[] {
  return tokens.filter(({ kind, text }) => kind === 'word' && !saysNothing(text)).map(({ word }) => word);
}

/** The stretch of the ask that some tokens cover, as written. */
export function textOf(tokens: Token[]): string {
  return tokens.map(({ text, pauses }, index) => (pauses && index < tokens.length - 1 ? `${text},` : text)).join(' ');
}
