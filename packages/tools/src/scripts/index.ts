import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { addDashboardScript } from './add-dashboard-script.ts';
import { addWidgetScript } from './add-widget-script.ts';
import { getDashboardScript } from './get-dashboard-script.ts';
import { getWidgetScript } from './get-widget-script.ts';
import { updateWidgetStep } from './widget-update-step.ts';

export const scriptTools: Tool[] = [getDashboardScript, getWidgetScript, addDashboardScript, addWidgetScript];
export const scriptSteps: StepKind[] = [updateWidgetStep];
