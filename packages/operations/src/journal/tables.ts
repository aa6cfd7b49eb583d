import type { OperationState } from '@fes-assistant/protocol';
import type { Kysely } from 'kysely';

/** One row per operation: what a conditional update decides on, and the end of its journal's chain. */
export interface OperationRow {
  id: string;
  principal: string;
  /** The journal's last state; the journal itself is what holds. */
  state: OperationState;
  digest: string;
  created_at: string;
  expires_at: number;
  seq: number;
  head_hash: string;
  undoes: string | null;
  /** Grows with every runner that takes the operation; an older runner's writes are refused. */
  fence: number;
  lease_owner: string | null;
  lease_until: number;
}

/** Append-only: each record holds the hash of the one before it. */
export interface JournalRow {
  operation_id: string;
  seq: number;
  at: string;
  type: string;
  body: string;
  prev_hash: string;
  hash: string;
}

/** States of assets, by the SHA-256 of their text. */
export interface BlobRow {
  digest: string;
  body: string;
}

export interface AuditRow {
  seq: number;
  line: string;
  hash: string;
}

/** One row: the end of the audit trail's chain. */
export interface AuditHeadRow {
  id: number;
  seq: number;
  hash: string;
}

/** Which operation is writing to a deployment right now. */
export interface DeploymentLockRow {
  deployment: string;
  owner: string;
  until: number;
}

export interface OperationsTables {
  operations: OperationRow;
  journal: JournalRow;
  blobs: BlobRow;
  audit: AuditRow;
  audit_head: AuditHeadRow;
  deployment_locks: DeploymentLockRow;
}

export type OperationsStore = Kysely<OperationsTables>;
