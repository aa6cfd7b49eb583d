import { ifFound } from '../if-found.ts';
import { fieldsStep, pickFields } from '../steps/fields-step.ts';

/** Writes fields of one folder: name, the folder it is inside of, owner. */
export const updateFolderStep = fieldsStep({
  name: 'folder.update',
  read: async ({ id, fields, sisense, signal }) => {
    const folder = await ifFound(sisense.folders.get(id, { signal }));
    return folder === null ? null : pickFields(folder, fields);
  },
  write: ({ id, fields, sisense, signal }) => sisense.folders.update(id, fields, { signal }),
});
