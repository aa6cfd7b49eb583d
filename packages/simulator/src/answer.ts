/** What goes back over the wire. Exactly one of `json`, `text`, `bytes`, or none for an empty body. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
}

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const created = (json: unknown): Answer => ({ status: 201, json });
export const noContent = (): Answer => ({ status: 204 });
export const emptyOk = (): Answer => ({ status: 200 });
export const plainOk = (): Answer => ({ status: 200, text: 'OK' });

/** Thrown where a request is refused; carries the answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Answered with ${answer.status}.`);
    this.answer = answer;
  }
}
