import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { changeOwnership } from './change-ownership.ts';
import { createFolder } from './create-folder.ts';
import { createFolderStep } from './create-folder-step.ts';
import { deleteFolder } from './delete-folder.ts';
import { deleteFolderStep } from './delete-folder-step.ts';
import { getAllFolders } from './get-all-folders.ts';
import { getFolder } from './get-folder.ts';
import { getFolderAncestors } from './get-folder-ancestors.ts';
import { getFolders } from './get-folders.ts';
import { getNavver } from './get-navver.ts';
import { updateFolder } from './update-folder.ts';
import { updateFolderStep } from './update-folder-step.ts';

export const folderTools: Tool[] = [
  getFolders,
  getAllFolders,
  getFolder,
  getFolderAncestors,
  getNavver,
  createFolder,
  updateFolder,
  deleteFolder,
  changeOwnership,
];
export const folderSteps: StepKind[] = [updateFolderStep, createFolderStep, deleteFolderStep];
