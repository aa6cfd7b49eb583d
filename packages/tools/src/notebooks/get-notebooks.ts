import { z } from 'zod';
import { asJson, fieldOf } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getNotebooks = readTool({
  id: 'custom_code.get_notebooks',
  title: 'Notebooks',
  description: 'Lists the custom code notebooks, of one type or with certain values of their fields.',
  input: z.object({
    notebook_type: z.string().optional(),
    params: z.record(z.string(), z.json()).optional().describe('Field: value'),
  }),
  examples: [
    { ask: 'Which notebooks are there?', input: {} },
    { ask: 'Show the transformation notebooks', input: { notebook_type: 'CustomCodeTransformation' } },
    { ask: 'Which notebooks are active?', input: { params: { isActive: true } } },
  ],
  tags: ['custom code'],
  row: z.looseObject({
    id: z.string().nullable(),
    displayName: z.string().nullable(),
    notebookType: z.string().nullable(),
  }),
  columns: [
    { key: 'displayName', title: 'Notebook', kind: 'text' },
    { key: 'notebookType', title: 'Type', kind: 'text' },
    { key: 'isActive', title: 'Active', kind: 'boolean' },
    { key: 'updatedAt', title: 'Changed', kind: 'date' },
    { key: 'id', title: 'Id', kind: 'id' },
    { key: 'uuid', title: 'UUID', kind: 'id' },
  ],
  run: async ({ notebook_type, params = {} }, { sisense, signal }) => {
    const notebookType = notebook_type ?? params['notebookType'];
    const only = typeof notebookType === 'string' ? { notebookType } : {};
    const notebooks = await sisense.notebooks.list({ ...only, signal });
    const rows = notebooks.map((notebook) => ({
      id: notebook.id ?? null,
      uuid: notebook.uuid ?? null,
      displayName: notebook.displayName ?? null,
      notebookType: notebook.notebookType ?? null,
      description: notebook.description ?? null,
      isActive: asJson(notebook['isActive']),
      language: asJson(notebook['language']),
      createdAt: asJson(notebook['createdAt']),
      updatedAt: asJson(notebook['updatedAt']),
    }));
    const wanted = Object.entries(params).filter(([field]) => field !== 'notebookType');
    return {
      rows: rows.filter((_, at) =>
        wanted.every(([field, value]) => asText(fieldOf(notebooks[at] ?? {}, field)) === asText(value)),
      ),
    };
  },
});

/** `true` and `"true"` are the same to a person; what has members is compared by them. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
