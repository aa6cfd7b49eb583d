import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { canBeOwned } from './can-be-owned.ts';
import { changeOwnerStep } from './change-owner-step.ts';
import { updateDashboardStep } from './dashboard-update-step.ts';
import { exportDashboard } from './export-dashboard.ts';
import { getAllDashboards } from './get-all-dashboards.ts';
import { getDashboardById } from './get-dashboard-by-id.ts';
import { getDashboardByName } from './get-dashboard-by-name.ts';
import { getDashboardColumns } from './get-dashboard-columns.ts';
import { getDashboardWidgets } from './get-dashboard-widgets.ts';
import { getDashboards } from './get-dashboards.ts';
import { moveDashboard } from './move-dashboard.ts';
import { publishDashboard } from './publish-dashboard.ts';
import { publishStep } from './publish-step.ts';
import { renameDashboard } from './rename-dashboard.ts';
import { resolveDashboardReference } from './resolve-dashboard-reference.ts';

export const dashboardTools: Tool[] = [
  getAllDashboards,
  getDashboards,
  getDashboardById,
  getDashboardByName,
  resolveDashboardReference,
  exportDashboard,
  getDashboardWidgets,
  getDashboardColumns,
  canBeOwned,
  renameDashboard,
  moveDashboard,
  publishDashboard,
];
export const dashboardSteps: StepKind[] = [updateDashboardStep, changeOwnerStep, publishStep];
