import { bloxSteps } from './blox/index.ts';
import { buildSteps } from './builds/index.ts';
import { connectionSteps } from './connections/index.ts';
import { dashboardSteps } from './dashboards/index.ts';
import { datamodelSteps } from './datamodels/index.ts';
import { folderSteps } from './folders/index.ts';
import { metadataSteps } from './metadata/index.ts';
import { notebookSteps } from './notebooks/index.ts';
import { pluginSteps } from './plugins/index.ts';
import { scriptSteps } from './scripts/index.ts';
import { securitySteps } from './security/index.ts';
import { shareSteps } from './shares/index.ts';
import type { StepKind } from './step-kind.ts';
import { userSteps } from './users/index.ts';

/** Every step kind, once. */
export const stepKinds: StepKind[] = [
  ...userSteps,
  ...dashboardSteps,
  ...shareSteps,
  ...scriptSteps,
  ...folderSteps,
  ...datamodelSteps,
  ...securitySteps,
  ...connectionSteps,
  ...buildSteps,
  ...pluginSteps,
  ...bloxSteps,
  ...metadataSteps,
  ...notebookSteps,
];
