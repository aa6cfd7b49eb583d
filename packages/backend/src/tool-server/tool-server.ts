import type {
  Connections,
  DecideRequest,
  Json,
  Mode,
  Operation,
  OperationAnswer,
  ReadResult,
  ToolCatalog,
  ToolFailure,
  ToolManifest,
} from '@fes-assistant/protocol';

/** On whose behalf a call runs and on which deployments. */
export interface Caller {
  principal: string;
  connections: Connections;
}

export interface Progress {
  message: string;
  progress?: number;
  total?: number;
}

/** How a call of a tool ended. A change never runs here: it waits for a person. */
export type CallOutcome =
  | { kind: 'result'; result: ReadResult }
  | { kind: 'failed'; failure: ToolFailure }
  | { kind: 'approval'; operation: Operation; approvalUrl: string };

export interface ToolCall {
  tool: ToolManifest;
  arguments: Record<string, Json>;
  caller: Caller;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** The tool server as the backend knows it: the same tools, approvals and progress as any other MCP host. */
export interface ToolServer {
  catalog(request: { mode: Mode; signal?: AbortSignal }): Promise<ToolCatalog>;
  call(call: ToolCall): Promise<CallOutcome>;
  operations: OperationsPort;
  /** Whether it answers. */
  isUp(): Promise<boolean>;
  /** From now on `changed` is called when the tool server says that its tools may be others. */
  listen(changed: () => void): void;
  /** Closes what is kept for this caller, its token with it: called when a connection ends. */
  forget(caller: Caller): Promise<void>;
  /** Closes what has not been used for a while. */
  sweep(): void;
  close(): Promise<void>;
}

export type OperationAction =
  | { action: 'approve'; digest: string; secrets: Record<string, string> }
  | { action: 'decline' }
  | { action: 'cancel' }
  | { action: 'resume'; secrets: Record<string, string> }
  | ({ action: 'decide' } & DecideRequest)
  | { action: 'undo' };

export interface OperationsPort {
  get(request: { id: string; caller: Caller }): Promise<OperationAnswer>;
  /** Answers with the operation as it is then; for `undo`, with the operation it proposes. */
  act(request: { id: string; caller: Caller } & OperationAction): Promise<OperationAnswer>;
  /** The operation whenever it went on since `after`, until it rests for good or `signal` aborts. */
  watch(request: { id: string; caller: Caller; after: number; signal: AbortSignal }): AsyncIterable<Operation>;
}

/** The tool server did not answer, or refused a call that is not a tool's. Its message is for people. */
export class ToolServerError extends Error {
  override readonly name = 'ToolServerError';
  readonly failure: ToolFailure;
  readonly status: number | undefined;
  /** The refusal's own code, where there was one. */
  readonly type: string;
  constructor(failure: ToolFailure, status?: number, type?: string) {
    super(failure.message);
    this.failure = failure;
    this.status = status;
    this.type = type ?? failure.code;
  }
}
