import type { Notebook, Sisense } from '@fes-assistant/sisense';
import { Refusal } from '../refusal.ts';
import { quoted } from '../words.ts';

/** The notebook with this id, uuid or name; several of one name are refused. */
export async function findNotebook(
  name: string,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<Notebook> {
  const notebooks = await sisense.notebooks.list({ signal });
  const byId = notebooks.filter(({ id, uuid }) => id === name || uuid === name);
  const found = byId.length > 0 ? byId : notebooks.filter(({ displayName }) => displayName === name);
  const [notebook] = found;
  if (notebook === undefined) throw new Refusal(`There is no notebook ${quoted(name)}.`, 'not-found');
  if (found.length > 1)
    throw new Refusal(
      `${found.length} notebooks are called ${quoted(name)}: give the id of the one you mean.`,
      'ambiguous',
    );
  return notebook;
}

/** What the API takes for a notebook: the uuid works on more versions than the id. */
export function notebookKey({ id, uuid }: Notebook): string {
  return uuid ?? id ?? '';
}
