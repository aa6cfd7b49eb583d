import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { addDatamodelShares } from './add-datamodel-shares.ts';
import { addLiveDatasecurity } from './add-live-datasecurity.ts';
import { getDatamodelShares } from './get-datamodel-shares.ts';
import { getDatasecurity } from './get-datasecurity.ts';
import { getDatasecurityDetail } from './get-datasecurity-detail.ts';
import { permissionsStep } from './permissions-step.ts';
import { rulesStep } from './rules-step.ts';
import { updateDatasecurity } from './update-datasecurity.ts';

export const securityTools: Tool[] = [
  getDatasecurity,
  getDatasecurityDetail,
  getDatamodelShares,
  addDatamodelShares,
  updateDatasecurity,
  addLiveDatasecurity,
];
export const securitySteps: StepKind[] = [permissionsStep, rulesStep];
