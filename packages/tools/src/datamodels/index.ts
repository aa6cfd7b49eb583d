import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { getAllDatamodels } from './get-all-datamodels.ts';

export const datamodelTools: Tool[] = [getAllDatamodels];
export const datamodelSteps: StepKind[] = [];
