import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { addDashboardShares } from './add-dashboard-shares.ts';
import { getAllDashboardShares } from './get-all-dashboard-shares.ts';
import { getDashboardShare } from './get-dashboard-share.ts';
import { getDashboardSharesById } from './get-dashboard-shares-by-id.ts';
import { shareDashboardStep } from './share-dashboard-step.ts';
import { whoCanSee } from './who-can-see.ts';

export const shareTools: Tool[] = [
  getDashboardShare,
  getDashboardSharesById,
  getAllDashboardShares,
  whoCanSee,
  addDashboardShares,
];
export const shareSteps: StepKind[] = [shareDashboardStep];
