import type { Column } from '@fes-assistant/protocol';
import type { Condition, View } from '../../view-rows.ts';
import { type Token, textOf } from './ask.ts';
import { bareName } from './names.ts';
import { roleIn } from './user-data.ts';

/** What an ask wants of the rows beside all of them. */
export interface Wish {
  view: Omit<View, 'of'>;
  /** The same in words, for the answer. */
  words: string[];
  counts: boolean;
}

interface Asked {
  text: string;
  ask: Token[];
  columns: Column[];
  today: Date;
}

/** Filters, order, limit and counting that a text asks for, as far as the columns allow. */
export function wishIn(asked: Asked): Wish {
  const { text } = asked;
  const found = [...stateFilters(asked), ...nameFilters(asked), ...dateFilters(asked)];
  const sorted = sortIn(asked);
  const groupBy = groupIn(asked);
  return {
    view: {
      ...(found.length > 0 ? { where: found.map(({ condition }) => condition) } : {}),
      ...(sorted?.sort ? { sort: sorted.sort } : {}),
      ...(sorted?.limit === undefined ? {} : { limit: sorted.limit }),
      ...(groupBy === undefined ? {} : { group_by: groupBy.key }),
    },
    words: found.map(({ words }) => words),
    counts: /\b(how many|count|number of)\b/i.test(text),
  };
}

export function isEmptyWish({ view }: Wish): boolean {
  return Object.keys(view).length === 0;
}

interface Found {
  condition: Condition;
  words: string;
}

function columnLike(columns: Column[], pattern: RegExp): Column | undefined {
  return columns.find(({ key }) => pattern.test(key)) ?? columns.find(({ title }) => pattern.test(title));
}

function stateFilters({ text, columns }: Asked): Found[] {
  const found: Found[] = [];
  const add = (column: Column | undefined, condition: Omit<Condition, 'column'>, words: string): void => {
    if (column) found.push({ condition: { column: column.key, ...condition }, words });
  };
  const role = roleIn(text);
  if (role !== undefined && !/\brole (id|of|does)\b/i.test(text)) {
    const value =
      role === 'designer'
        ? ['designer', 'dashboardDesigner', 'contributor']
        : role === 'viewer'
          ? ['viewer', 'consumer']
          : role;
    add(columnLike(columns, /^role$/i), { comparison: 'is', value }, `role is ${role}`);
  }
  if (/\bnever (been )?(logged|signed) ?in|have not logged in|haven't logged in|no log ?in\b/i.test(text)) {
    add(columnLike(columns, /last_?login/i), { comparison: 'is empty' }, 'never logged in');
  }
  const active = columnLike(columns, /^active$/i);
  if (/\b(inactive|deactivated|disabled|not active|suspended)\b/i.test(text))
    add(active, { comparison: 'is', value: false }, 'not active');
  else if (/\bactive\b/i.test(text)) add(active, { comparison: 'is', value: true }, 'active');
  if (/\b(fail(ed|ing)?|broken|error)\b/i.test(text))
    add(columnLike(columns, /status|state/i), { comparison: 'contains', value: ['fail', 'error'] }, 'failed');
  if (/\blive\b/i.test(text)) add(columnLike(columns, /^type$/i), { comparison: 'contains', value: 'live' }, 'live');
  if (/\b(extract|elasticubes?|ecm)\b/i.test(text) && /\btype\b|\bonly\b|\bwhich\b/i.test(text)) {
    add(columnLike(columns, /^type$/i), { comparison: 'contains', value: 'extract' }, 'extract');
  }
  if (/\b(empty|without (users|members)|no (users|members))\b/i.test(text)) {
    add(columnLike(columns, /count$/i), { comparison: 'is', value: 0 }, 'empty');
  }
  return found;
}

const nameColumn = /^(title|name|displayName|email|userName|firstName|lastName|column|table)$/;

function nameFilters({ text, ask, columns }: Asked): Found[] {
  const names = columns.filter(({ key }) => nameColumn.test(key)).map(({ key }) => key);
  const found: Found[] = [];
  const patterns: [RegExp, Condition['comparison'], string][] = [
    [/\b(?:start|begin)(?:s|ing)? with\s+(.+)$/i, 'starts with', 'starts with'],
    [
      /\b(?:contain(?:s|ing)?|match(?:es|ing)?|with .* in (?:the|its|their) (?:name|title))\s*(.*)$/i,
      'contains',
      'contains',
    ],
  ];
  for (const [pattern, comparison, words] of patterns) {
    const rest = pattern.exec(text)?.[1];
    if (rest === undefined || names.length === 0) continue;
    const value = textOf(bareName(ask.filter(({ start }) => start >= text.length - rest.length))).replace(/[?.!]$/, '');
    if (value !== '') found.push({ condition: { column: names, comparison, value }, words: `name ${words} ${value}` });
  }
  found.push(
    ...besideFilter(
      { text, ask, columns },
      { noun: /\b(?:owned by|owner is|of the owner)\b/i, column: /owner/i, words: 'owner' },
    ),
  );
  found.push(
    ...besideFilter(
      { text, ask, columns },
      {
        noun: /\b(?:uses?|using|on|from|with) (?:the )?(?:data ?)?(?:model|cube|data ?source)\b/i,
        column: /datasource|model/i,
        words: 'data source',
      },
    ),
  );
  found.push(
    ...besideFilter(
      { text, ask, columns },
      { noun: /\b(?:in|inside) (?:the )?folder\b/i, column: /^folder/i, words: 'folder' },
    ),
  );
  found.push(
    ...besideFilter(
      { text, ask, columns },
      { noun: /\b(?:in|of) (?:the )?groups?\b/i, column: /^groups$/i, words: 'group' },
    ),
  );
  const [, owner] = /\b(?:does|do|did)\s+(\S+(?: \S+)?)\s+own\b|\b(\S+)['’]s dashboards\b/i.exec(text) ?? [];
  const owned = columnLike(columns, /owner/i);
  if (owner !== undefined && owned) {
    found.push({ condition: { column: owned.key, comparison: 'contains', value: owner }, words: `owner ${owner}` });
  }
  return found;
}

function besideFilter(
  { text, ask, columns }: Pick<Asked, 'text' | 'ask' | 'columns'>,
  { noun, column: wanted, words }: { noun: RegExp; column: RegExp; words: string },
): Found[] {
  const at = noun.exec(text);
  const column = columnLike(columns, wanted);
  if (!at || !column) return [];
  const after = ask.filter(({ start }) => start >= at.index + at[0].length);
  const stop = after.findIndex(({ pauses }) => pauses);
  const value = textOf(bareName(stop === -1 ? after : after.slice(0, stop + 1)));
  return value === ''
    ? []
    : [{ condition: { column: column.key, comparison: 'contains', value }, words: `${words} ${value}` }];
}

const dateWords: [RegExp, RegExp][] = [
  [/\b(opened|viewed|used)\b/i, /lastOpened|lastUsed/i],
  [/\b(logged in|log in|login|signed in)\b/i, /lastLogin/i],
  [/\b(built|build)\b/i, /lastBuild/i],
  [/\b(updated|changed|modified)\b/i, /lastUpdated|updated|modified/i],
  [/\b(created|made)\b/i, /^created/i],
];

function dateFilters({ text, columns, today }: Asked): Found[] {
  const since = sinceIn(text, today);
  const column = dateWords.map(([word, key]) => (word.test(text) ? columnLike(columns, key) : undefined)).find(Boolean);
  if (since === undefined || !column) return [];
  const not = /\b(not|never|haven't|hasn't|weren't|no longer|without)\b/i.test(text) || /\blonger than\b/i.test(text);
  const comparison = not ? 'not after' : 'after';
  const words = `${column.title.toLowerCase()} ${not ? 'not ' : ''}since ${since.slice(0, 10)}`;
  return [{ condition: { column: column.key, comparison, value: since }, words }];
}

const dayMs = 86_400_000;

function sinceIn(text: string, today: Date): string | undefined {
  const [, count, unit] =
    /\b(?:last|past|for|in|than)\s+(?:the last\s+)?(\d+)\s+(day|week|month|year)s?\b/i.exec(text) ?? [];
  const days = { day: 1, week: 7, month: 30, year: 365 };
  if (count !== undefined && unit !== undefined) {
    const back = Number(count) * days[unit.toLowerCase() as keyof typeof days] * dayMs;
    return new Date(today.getTime() - back).toISOString();
  }
  const year = today.getUTCFullYear();
  if (/\bthis year\b/i.test(text)) return `${year}-01-01T00:00:00.000Z`;
  if (/\bthis month\b/i.test(text)) return new Date(Date.UTC(year, today.getUTCMonth(), 1)).toISOString();
  const [, date] = /\bsince\s+(\d{4}(?:-\d{2}(?:-\d{2})?)?)\b/i.exec(text) ?? [];
  return date === undefined ? undefined : new Date(date).toISOString();
}

type Sorted = { sort?: View['sort']; limit?: number };

function sortIn(asked: Asked): Sorted | undefined {
  const { text } = asked;
  const [, count] = /\b(?:top|first|latest|newest|last|largest|biggest)\s+(\d+)\b/i.exec(text) ?? [];
  const limit = count === undefined ? undefined : Number(count);
  const cut = limit === undefined ? undefined : { limit };
  const sort = sortByWords(asked);
  if (sort) return { sort, ...cut };
  if (/\bsort|\border(ed)? by/i.test(text)) return cut;
  const most = superlative(asked);
  if (!most) return cut;
  const asksForOne = /^\s*(what|which|who)\b.*\b(is|has|was)\b/i.test(text);
  return { sort: most, ...(cut ?? (asksForOne ? { limit: 1 } : {})) };
}

/** "sort by last login, oldest first". */
function sortByWords({ text, columns }: Asked): View['sort'] | undefined {
  const pattern =
    /\b(?:sort(?:ed)?|order(?:ed)?)\s+(?:them\s+|it\s+|those\s+)?by\s+(.+?)(?:,?\s+(desc\w*|asc\w*|newest|latest|highest|largest|oldest|smallest|lowest).*)?[?.!]?$/i;
  const [, words, direction] = pattern.exec(text) ?? [];
  const column = words === undefined ? undefined : columnNamed(columns, words);
  if (!column) return undefined;
  const usual = column.kind === 'date' || column.kind === 'number';
  const descending = direction === undefined ? usual : !/^(asc|oldest|smallest|lowest)/i.test(direction);
  return { column: column.key, descending };
}

/** "the largest", "the newest". */
function superlative({ text, columns }: Asked): View['sort'] | undefined {
  if (/\b(largest|biggest|most)\b/i.test(text) && !/\bmost recent/i.test(text)) {
    const numbers = columns.filter(({ kind }) => kind === 'number');
    const column = numbers.find(({ key }) => /size|count|rows|mb/i.test(key)) ?? numbers[0];
    return column ? { column: column.key, descending: true } : undefined;
  }
  const [, word] = /\b(newest|latest|most recent(?:ly)?|oldest)\b/i.exec(text) ?? [];
  const column = columns.find(({ kind }) => kind === 'date');
  return word !== undefined && column ? { column: column.key, descending: !/oldest/i.test(word) } : undefined;
}

/** A column by its title or key, as people write it: "last login", "e-mail", "owner". */
function columnNamed(columns: Column[], words: string): Column | undefined {
  const flat = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const wanted = flat(words);
  if (wanted === '') return undefined;
  return (
    columns.find(({ key, title }) => flat(key) === wanted || flat(title) === wanted) ??
    columns.find(
      ({ key, title }) => flat(key).includes(wanted) || flat(title).includes(wanted) || wanted.includes(flat(title)),
    )
  );
}

function groupIn({ text, columns }: Asked): Column | undefined {
  const [, words] = /\b(?:group(?:ed)?(?: them)? by|per|for each|by)\s+([\w -]+?)[?.!]?$/i.exec(text) ?? [];
  if (words === undefined || /\b(sort|order)/i.test(text)) return undefined;
  if (!/\b(how many|count|number of|group)/i.test(text)) return undefined;
  return columnNamed(columns, words);
}
