/** Why the engine refused; each has its own sentence. */
export type RefusalCode =
  | 'unknown-operation'
  | 'wrong-principal'
  | 'wrong-digest'
  | 'wrong-connection'
  | 'expired'
  | 'already-used'
  | 'not-waiting'
  | 'secret-missing'
  | 'arguments-differ'
  | 'not-undoable'
  | 'connection-needed'
  | 'changes-off'
  | 'too-many-waiting'
  | 'journal-damaged';

export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
