import type { Refusal } from '../answer.ts';
import { refuseProblem } from '../refuse.ts';

export function refuseBadBody(detail: string): Refusal {
  return refuseProblem({ status: 400, title: 'ValidationError', detail, sub: 1002, kind: 'validation-error' });
}
