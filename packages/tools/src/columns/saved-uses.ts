import { type SavedMetadata, SisenseError, usedColumns } from '@fes-assistant/sisense';
import type { ReadContext } from '../tool.ts';
import { columnKey } from './column-key.ts';

export interface SavedUse {
  /** Title of the model. */
  datasource: string;
  /** Of the column. */
  key: string;
  /** The formula or filter that uses it. */
  title: string;
}

/** What saved formulas and filters use of the models; `null` where Sisense does not tell them. */
export async function readSavedUses({ sisense, signal }: Pick<ReadContext, 'sisense' | 'signal'>) {
  try {
    const [measures, dimensions] = await Promise.all([
      sisense.metadata.measures({ signal }),
      sisense.metadata.dimensions({ signal }),
    ]);
    return [...measures, ...dimensions].flatMap(usesOfSaved);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SisenseError) return null;
    throw error;
  }
}

function usesOfSaved(saved: SavedMetadata): SavedUse[] {
  const uses = usedColumns({ oid: saved.oid ?? '', filters: [saved] });
  return uses.map((use) => ({ datasource: use.datasource, key: columnKey(use), title: saved.title ?? '' }));
}
