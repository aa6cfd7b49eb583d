import type { EndState, Operation, OperationState } from './operation.ts';

/** Keys under `_meta` of a tool call's answer, beside `structuredContent`. */
export const callMeta = {
  /** `ToolFailure`, on a result with `isError`. */
  failure: 'fes/failure',
  /** `Operation`, on an `input_required` answer: what a person is asked to approve. */
  operation: 'fes/operation',
  /** Where a person can approve it in a browser; beside `operation`. */
  approvalUrl: 'fes/approval-url',
} as const;

/** Key under `inputRequests` and `inputResponses` of the question whether a change may be carried out. */
export const approvalKey = 'approval';

/** Content of an accepted answer to that question. */
export interface ApprovalDecision {
  decision: 'approve' | 'decline';
}

/** `structuredContent` of a change: what waits for a person, runs, or how it ended. */
export interface ChangeAnswer {
  operation_id: string;
  /** The true word: the operation's state, or how it ended. */
  state: Exclude<OperationState, 'ended'> | EndState;
  summary: string;
  digest: string;
  expires_at: string;
  /** While it waits for approval. */
  approval_url?: string;
  operation: Operation;
}

/** `structuredContent` of a change that found everything as it was asked for: no operation was made. Readable as an item. */
export interface NothingToDoAnswer {
  operation_id: '';
  state: 'nothing-to-do';
  summary: string;
  item: { nothing_to_do: string; warnings: string[] };
  columns: [];
  total: 1;
}
