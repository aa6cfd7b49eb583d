import type { ConnectionDesk } from '../connections/connection-desk.ts';
import type { OperationDesk } from './operation-desk.ts';

/** What carrying a change to a person and back takes. */
export interface ChangeParts {
  connections: ConnectionDesk;
  desk: OperationDesk;
  approvalUrlOf: (operationId: string) => string;
  /** How long a call without progress waits before it answers with a running operation. */
  patienceMs: number;
}
