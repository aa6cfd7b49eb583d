import { bloxTools } from './blox/index.ts';
import { buildTools } from './builds/index.ts';
import { columnTools } from './columns/index.ts';
import { connectionTools } from './connections/index.ts';
import { dashboardTools } from './dashboards/index.ts';
import { dataTools } from './data/index.ts';
import { datamodelTools } from './datamodels/index.ts';
import { deploymentTools } from './deployment/index.ts';
import { encryptionTools } from './encryption/index.ts';
import { folderTools } from './folders/index.ts';
import { groupTools } from './groups/index.ts';
import { metadataTools } from './metadata/index.ts';
import { notebookTools } from './notebooks/index.ts';
import { pluginTools } from './plugins/index.ts';
import { queryTools } from './queries/index.ts';
import { roleTools } from './roles/index.ts';
import { scriptTools } from './scripts/index.ts';
import { searchTools } from './search/index.ts';
import { securityTools } from './security/index.ts';
import { shareTools } from './shares/index.ts';
import type { Tool } from './tool.ts';
import { userTools } from './users/index.ts';
import { wellcheckTools } from './wellcheck/index.ts';

/** Every tool, once. A test holds this list, the files and the ids together. */
export const tools: Tool[] = [
  ...userTools,
  ...groupTools,
  ...roleTools,
  ...dashboardTools,
  ...shareTools,
  ...scriptTools,
  ...folderTools,
  ...datamodelTools,
  ...columnTools,
  ...dataTools,
  ...securityTools,
  ...connectionTools,
  ...buildTools,
  ...wellcheckTools,
  ...pluginTools,
  ...bloxTools,
  ...metadataTools,
  ...queryTools,
  ...notebookTools,
  ...encryptionTools,
  ...searchTools,
  ...deploymentTools,
];
