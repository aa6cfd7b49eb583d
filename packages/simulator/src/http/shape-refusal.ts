import type { Answer } from '../answer.ts';
import { isObject, type JsonObject, objectsOf, without } from '../json.ts';
import type { SimulatorOptions } from '../options.ts';

/** A refusal in the form of this version: versions agree on statuses and codes, not on what is around them. */
export function shapedRefusal(answer: Answer, options: SimulatorOptions): Answer {
  const { json } = answer;
  if (!isObject(json) || !isObject(json.error)) return answer;
  const { error } = json;
  if (options.refusalShape === 'message' && (answer.status === 403 || answer.status === 404))
    return { ...answer, json: { message: error.message } };
  if (answer.status !== 422 || options.complaintShape === 'flat') return answer;
  return { ...answer, json: { error: withComplaints(error, options.complaintShape) } };
}

function withComplaints(error: JsonObject, shape: 'nested' | 'none'): JsonObject {
  if (shape === 'none') return without(error, 'subErrors', 'message');
  return {
    ...error,
    subErrors: objectsOf(error.subErrors).map((complaint) => ({ error: { ...complaint, status: 422 } })),
  };
}
