import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { createDatamodel } from './create-datamodel.ts';
import { createDataset } from './create-dataset.ts';
import { createTable } from './create-table.ts';
import { deleteDatamodel } from './delete-datamodel.ts';
import { describeDatamodel } from './describe-datamodel.ts';
import { describeDatamodelRaw } from './describe-datamodel-raw.ts';
import { getAllDatamodels } from './get-all-datamodels.ts';
import { getDatamodel } from './get-datamodel.ts';
import { getElasticubes } from './get-elasticubes.ts';
import { getModelSchema } from './get-model-schema.ts';
import { loadDatamodel } from './load-datamodel.ts';
import {
  createDatasetStep,
  createModelStep,
  createTableStep,
  deleteDatasetStep,
  deleteModelStep,
  deleteTableStep,
} from './model-steps.ts';
import { resolveDatamodelReference } from './resolve-datamodel-reference.ts';
import { setupDatamodel } from './setup-datamodel.ts';

export const datamodelTools: Tool[] = [
  getAllDatamodels,
  getDatamodel,
  describeDatamodel,
  describeDatamodelRaw,
  getModelSchema,
  getElasticubes,
  loadDatamodel,
  resolveDatamodelReference,
  createDatamodel,
  createDataset,
  createTable,
  setupDatamodel,
  deleteDatamodel,
];
export const datamodelSteps: StepKind[] = [
  createModelStep,
  deleteModelStep,
  createDatasetStep,
  deleteDatasetStep,
  createTableStep,
  deleteTableStep,
];
