import type { Sisense } from '@fes-assistant/sisense';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { quoted } from '../words.ts';
import type { SisenseFolder } from './folder-row.ts';
import { hiddenNotes, readHiddenFolders } from './hidden-folders.ts';

/** The folder of that id or name; where there is none, the refusal tells of the folders that cannot be seen. */
export async function findFolder(
  idOrName: string,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<SisenseFolder> {
  const found = await ifFound(sisense.folders.resolve(idOrName, { signal }));
  if (found !== null) return found;
  const visible = (await sisense.folders.list({ signal })).map(({ oid }) => oid);
  const hidden = await readHiddenFolders(visible, { sisense, signal });
  const wanted = hidden.find(({ id }) => id === idOrName);
  const what = wanted
    ? `The connected user cannot see the folder ${wanted.id}.`
    : `There is no folder ${quoted(idOrName)} that the connected user can see.`;
  throw new Refusal([what, ...hiddenNotes(wanted ? [wanted] : hidden)].join(' '), 'not-found');
}
