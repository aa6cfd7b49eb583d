export { verifyAuditLines } from './audit/verify-audit-lines.ts';
export type { Checkpoint, CheckpointName } from './checkpoint.ts';
export { createOperations, type OperationsOptions } from './create-operations.ts';
export type { Logger, Patience } from './engine.ts';
export { operationsMigrations } from './journal/migrations.ts';
export type { OperationsStore, OperationsTables } from './journal/tables.ts';
export * from './operation-refused.ts';
export * from './operations.ts';
export type { WaitingLimits } from './waiting-limits.ts';
