import type { Json, ToolManifest } from '@fes-assistant/protocol';
import type { Disclosed } from '../../disclosed.ts';
import { readAsk } from './ask.ts';
import type { Wish } from './filters.ts';
import { nouns } from './words.ts';

type Done = Extract<Disclosed, { state: 'done' }>;

/** What is said of rows or an item that the page shows beside the answer. Counts only; the figures are in the table. */
export function resultText(
  tool: ToolManifest | undefined,
  { result, wish, of }: { result: Done; wish: Wish; of?: number },
): string {
  if (result.kind === 'item') return itemText(tool, result);
  const thing = thingOf(tool);
  const which = wish.words.length > 0 ? ` (${wish.words.join(', ')})` : '';
  if (wish.view.group_by !== undefined) return `${result.total} different values, counted below.`;
  if (result.total === 0)
    return of === undefined ? `No ${thing.many}${which}.` : `None of the ${of} ${thing.many} match${which}.`;
  const count = `${result.total} ${result.total === 1 ? thing.one : thing.many}`;
  const all = of !== undefined && of !== result.total ? ` of ${of}` : '';
  const notes = (result.notes ?? []).map((note) => ` ${note}`).join('');
  return `${count}${all}${which}.${notes}`;
}

function itemText(tool: ToolManifest | undefined, { item, notes = [] }: Done): string {
  const more = notes.map((note) => ` ${note}`).join('');
  if (tool?.id === 'access.get_my_user') return `${meText(item ?? null)}${more}`;
  const nothing = nothingToDo(item);
  if (nothing !== undefined) return `Nothing to do: ${nothing}${more}`;
  return `${tool?.title ?? 'The result'}: shown below.${more}`;
}

/** A change that would change nothing is answered with why, as the tool server says it. */
function nothingToDo(item: Json | undefined): string | undefined {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return undefined;
  return typeof item['nothing_to_do'] === 'string' ? item['nothing_to_do'] : undefined;
}

function meText(item: Json): string {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return 'Your user is shown below.';
  const name = [item['firstName'], item['lastName']]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');
  const address = typeof item['email'] === 'string' ? item['email'] : '';
  const role = typeof item['role'] === 'string' ? `, role ${item['role']}` : '';
  const who = [name, name !== '' && address !== '' ? `(${address})` : address].filter(Boolean).join(' ');
  return who === '' ? 'Your user is shown below.' : `You are ${who}${role}.`;
}

const printed: Record<string, string> = { model: 'data model', cube: 'elasticube' };

/** What a tool's rows are, from its title: "All users" gives users. */
function thingOf(tool: ToolManifest | undefined): { one: string; many: string } {
  const word = readAsk((tool?.title ?? '').toLowerCase()).find((token) => nouns.has(token.word))?.word;
  if (word === undefined) return { one: 'row', many: 'rows' };
  const one = printed[word] ?? word;
  return { one, many: one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s` };
}

export function failureText({ code, message }: Extract<Disclosed, { state: 'failed' }>): string {
  return message ?? `That did not work (${code}); the reason is shown above.`;
}

/** Where an operation stands, in its one true word. */
export function standingText({ outcome = 'unknown', plan, counts }: Extract<Disclosed, { state: 'waiting' }>): string {
  const what = plan === undefined ? 'The operation' : plan;
  const steps = counts === undefined ? '' : ` (${counts.done} of ${counts.total} steps done)`;
  return `${what}: ${outcome.replaceAll('-', ' ')}${steps}.`;
}
