import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { createConnectionStep, deleteConnectionStep, updateConnectionStep } from './connection-steps.ts';
import { createConnection } from './create-connection.ts';
import { generatePayload } from './generate-payload.ts';
import { getConnection } from './get-connection.ts';
import { getConnections } from './get-connections.ts';
import { getTableSchema } from './get-table-schema.ts';
import { updateConnection } from './update-connection.ts';

export const connectionTools: Tool[] = [
  getConnections,
  getConnection,
  getTableSchema,
  generatePayload,
  createConnection,
  updateConnection,
];
export const connectionSteps: StepKind[] = [createConnectionStep, deleteConnectionStep, updateConnectionStep];
