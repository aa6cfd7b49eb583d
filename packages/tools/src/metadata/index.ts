import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { addMeasure } from './add-measure.ts';
import { getDatasources } from './get-datasources.ts';
import { getDimensions } from './get-dimensions.ts';
import { getMeasures } from './get-measures.ts';
import { createMetadataStep, deleteMetadataStep } from './metadata-steps.ts';
import { postMetadata } from './post-metadata.ts';

export const metadataTools: Tool[] = [getDatasources, getMeasures, getDimensions, addMeasure, postMetadata];
export const metadataSteps: StepKind[] = [createMetadataStep, deleteMetadataStep];
