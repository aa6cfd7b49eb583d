import type { ErrorAnswer } from '@fes-assistant/protocol';

type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 502 | 503 | 504;

/** A request that is not carried out, with the sentence that its sender reads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;
  readonly type: string;
  constructor(status: RefusalStatus, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
  answer(): ErrorAnswer {
    return { ok: false, error: this.message, error_type: this.type };
  }
}

export function notFound(what: string): Refusal {
  return new Refusal(404, 'not_found', `There is no such ${what} here.`);
}
