import type { FailureCode } from '@fes-assistant/protocol';

/** A tool or the catalogue will not do what was asked; the message is the whole explanation, in words for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: FailureCode;

  constructor(message: string, code: FailureCode = 'refused') {
    super(message);
    this.code = code;
  }
}
