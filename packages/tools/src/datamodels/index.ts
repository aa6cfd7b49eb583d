import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { describeDatamodel } from './describe-datamodel.ts';
import { describeDatamodelRaw } from './describe-datamodel-raw.ts';
import { getAllDatamodels } from './get-all-datamodels.ts';
import { getDatamodel } from './get-datamodel.ts';
import { getElasticubes } from './get-elasticubes.ts';
import { getModelSchema } from './get-model-schema.ts';
import { loadDatamodel } from './load-datamodel.ts';
import { resolveDatamodelReference } from './resolve-datamodel-reference.ts';

export const datamodelTools: Tool[] = [
  getAllDatamodels,
  getDatamodel,
  describeDatamodel,
  describeDatamodelRaw,
  getModelSchema,
  getElasticubes,
  loadDatamodel,
  resolveDatamodelReference,
];
export const datamodelSteps: StepKind[] = [];
