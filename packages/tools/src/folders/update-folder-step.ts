import { ifFound } from '../if-found.ts';
import type { StepKind } from '../step-kind.ts';
import { fieldsSchema, fieldsStep, pickFields } from '../steps/fields-step.ts';

const outOfSight = 'out of sight';

const written = fieldsStep({
  name: 'folder.update',
  read: async ({ id, fields, sisense, signal }) => {
    const folder = await ifFound(sisense.folders.get(id, { signal }));
    return folder === null ? null : pickFields(folder, fields);
  },
  write: ({ id, fields, sisense, signal }) => sisense.folders.update(id, fields, { signal }),
});

interface FolderArgument {
  id: string;
  /** The dashboard through which the folder is seen, where it is not seen by itself. */
  within?: string;
  fields: Record<string, unknown>;
}

const argumentOf = (argument: unknown) => argument as FolderArgument;

/**
 * Writes fields of one folder: name, the folder it is inside of, owner. Sisense may not show a folder any more to the
 * person who gave it away; that it took the change is known from its answer then.
 */
export const updateFolderStep: StepKind = {
  ...written,
  apply: async ({ argument, sisense, signal }) => {
    const { id, fields } = argumentOf(argument);
    const folder = await sisense.folders.update(id, fieldsSchema.parse(fields), { signal });
    return folder === undefined ? { id, result: outOfSight } : { id };
  },
  judge: (judgement) => {
    if (judgement.now === null && judgement.applied?.result === outOfSight) return 'applied';
    return written.judge(judgement);
  },
  undo: written.undo.possible
    ? { ...written.undo, seenLater: (argument) => argumentOf(argument).within !== undefined }
    : written.undo,
};
