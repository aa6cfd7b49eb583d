import type { Tool } from '../tool.ts';
import { deploymentSummary } from './deployment-summary.ts';

export const deploymentTools: Tool[] = [deploymentSummary];
