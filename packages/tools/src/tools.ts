import { dashboardTools } from './dashboards/index.ts';
import { datamodelTools } from './datamodels/index.ts';
import { groupTools } from './groups/index.ts';
import { roleTools } from './roles/index.ts';
import type { Tool } from './tool.ts';
import { userTools } from './users/index.ts';

/** Every tool, once. A test holds this list, the files and the ids together. */
export const tools: Tool[] = [...userTools, ...groupTools, ...roleTools, ...dashboardTools, ...datamodelTools];
