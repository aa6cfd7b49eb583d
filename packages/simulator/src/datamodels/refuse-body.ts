import type { Refusal } from '../answer.ts';
import { complaintsAbout, type FieldKinds } from '../check-fields.ts';
import type { JsonObject } from '../json.ts';
import { refuseProblem } from '../refuse.ts';

export function refuseBadBody(detail: string): Refusal {
  return refuseProblem({ status: 400, title: 'ValidationError', detail, sub: 1002, kind: 'validation-error' });
}

/** Wrong types of fields, as v2 says it. */
export function checkBody(body: JsonObject, fields: FieldKinds): void {
  const complaints = complaintsAbout(body, fields);
  if (complaints.length > 0) throw refuseBadBody(complaints.join('; '));
}
