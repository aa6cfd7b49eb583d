import type { StepKind } from './step-kind.ts';
import { userSteps } from './users/index.ts';

/** Every step kind, once. */
export const stepKinds: StepKind[] = [...userSteps];
