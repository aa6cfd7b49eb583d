import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { getAllDashboards } from './get-all-dashboards.ts';
import { getDashboardById } from './get-dashboard-by-id.ts';
import { getDashboardByName } from './get-dashboard-by-name.ts';

export const dashboardTools: Tool[] = [getAllDashboards, getDashboardById, getDashboardByName];
export const dashboardSteps: StepKind[] = [];
