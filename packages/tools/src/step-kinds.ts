import type { StepKind } from './step-kind.ts';

/** Every step kind, once. */
export const stepKinds: StepKind[] = [];
