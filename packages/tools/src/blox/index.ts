import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { deleteBloxStep, saveBloxStep } from './blox-steps.ts';
import { deleteBloxAction } from './delete-blox-action.ts';
import { getBloxActions } from './get-blox-actions.ts';
import { saveBloxAction } from './save-blox-action.ts';

export const bloxTools: Tool[] = [getBloxActions, saveBloxAction, deleteBloxAction];
export const bloxSteps: StepKind[] = [saveBloxStep, deleteBloxStep];
