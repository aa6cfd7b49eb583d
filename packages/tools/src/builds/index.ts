import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { buildStep } from './build-step.ts';
import { createScheduleBuild } from './create-schedule.ts';
import { deployDatamodel } from './deploy-datamodel.ts';
import { recentBuilds } from './recent-builds.ts';
import { scheduleStep } from './schedule-step.ts';

export const buildTools: Tool[] = [recentBuilds, deployDatamodel, createScheduleBuild];
export const buildSteps: StepKind[] = [buildStep, scheduleStep];
