import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { createNotebook } from './create-notebook.ts';
import { deleteNotebook } from './delete-notebook.ts';
import { exportNotebook } from './export-notebook.ts';
import { getNotebooks } from './get-notebooks.ts';
import { listNotebookFolder } from './list-folder.ts';
import {
  createNotebookStep,
  deleteNotebookStep,
  renameNotebookFileStep,
  renameNotebookStep,
  updateNotebookStep,
} from './notebook-steps.ts';
import { renameNotebookFile } from './rename-file.ts';
import { renameNotebookFolder } from './rename-folder.ts';
import { updateNotebook } from './update-notebook.ts';

export const notebookTools: Tool[] = [
  getNotebooks,
  exportNotebook,
  listNotebookFolder,
  createNotebook,
  updateNotebook,
  deleteNotebook,
  renameNotebookFile,
  renameNotebookFolder,
];
export const notebookSteps: StepKind[] = [
  createNotebookStep,
  updateNotebookStep,
  deleteNotebookStep,
  renameNotebookStep,
  renameNotebookFileStep,
];
