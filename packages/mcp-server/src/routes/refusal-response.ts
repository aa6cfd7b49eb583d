import { OperationRefused, type RefusalCode } from '@fes-assistant/operations';
import type { ErrorAnswer, FailureCode } from '@fes-assistant/protocol';
import { explain } from '@fes-assistant/tools';

const refusalStatus: Record<RefusalCode, number> = {
  'unknown-operation': 404,
  'wrong-principal': 404,
  'wrong-digest': 409,
  'wrong-connection': 409,
  expired: 410,
  'already-used': 409,
  'not-waiting': 409,
  'secret-missing': 422,
  'arguments-differ': 409,
  'not-undoable': 409,
  'connection-needed': 428,
  'changes-off': 403,
  'too-many-waiting': 429,
  'journal-damaged': 409,
};

const failureStatus: Partial<Record<FailureCode, number>> = {
  invalid: 400,
  refused: 403,
  'no-connection': 428,
  'not-found': 404,
  bug: 500,
};

/** Any error as the JSON refusal of a route; a bug says nothing of itself. */
export function refusalResponse(error: unknown): Response {
  if (error instanceof OperationRefused)
    return refuse(refusalStatus[error.code], { error: error.message, type: error.code });
  const failure = explain(error);
  return refuse(failureStatus[failure.code] ?? 502, { error: failure.message, type: failure.code });
}

export function refuse(status: number, { error, type }: { error: string; type: string }): Response {
  const answer: ErrorAnswer = { ok: false, error, error_type: type };
  return Response.json(answer, { status });
}
