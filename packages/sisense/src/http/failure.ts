import type { SisenseErrorCode } from '../errors.ts';
import { isRecord, type ServerReason } from './server-reason.ts';

const conflicts = new Set([2004, 2005, 7501, 23005, 26001, 30003, 30006, 1011, 11000]);
const notFound = new Set([2001, 10001, 14004, 22001, 23003, 23006, 27005, 27006, 30004]);
const forbidden = new Set([23001, 29001, 2011]);

/**
 * Sorts a failing answer. Sisense sends many "exists", "not found" and "no permission" cases as 400, so its own number
 * counts before the status (rest-api §2).
 */
export function codeFor(status: number, reason: ServerReason): SisenseErrorCode {
  if (reason.kind?.startsWith('db_unauthorized')) return 'forbidden';
  if (status >= 400 && status < 500 && reason.code !== undefined) {
    if (status === 401) return 'unauthorized';
    if (conflicts.has(reason.code)) return 'conflict';
    if (notFound.has(reason.code)) return 'not-found';
    if (forbidden.has(reason.code)) return 'forbidden';
    if (status === 404 && reason.code === 202) return 'invalid';
  }
  return codeForStatus(status);
}

function codeForStatus(status: number): SisenseErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 408:
      return 'timeout';
    case 409:
    case 412:
    case 423:
      return 'conflict';
    case 429:
      return 'rate-limited';
    case 500:
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return status >= 400 && status < 500 ? 'invalid' : status > 504 ? 'unavailable' : 'unexpected-answer';
  }
}

/** Whether an answer of this status leaves no doubt that a change was not made. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 499;
}

/**
 * Whether a body that came with a success status says that it failed: a query (`error: true`), GraphQL (`errors`), or
 * the v1 envelope (rest-api §1.5, §2).
 */
export function saysItFailed(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const { error, errors } = body;
  if (error === true) return true;
  if (Array.isArray(errors) && errors.length > 0) return !('oid' in body);
  return (
    isRecord(error) &&
    typeof error['message'] === 'string' &&
    ('code' in error || 'status' in error) &&
    !('oid' in body)
  );
}

/** The code of a failure inside a success status. */
export function codeForHiddenFailure(reason: ServerReason): SisenseErrorCode {
  if (reason.innerStatus === undefined) return reason.code === undefined ? 'invalid' : codeFor(400, reason);
  if (reason.innerStatus === 401 || reason.innerStatus === 403) return 'forbidden';
  return reason.innerStatus >= 400 ? codeFor(reason.innerStatus, reason) : 'invalid';
}

const sentences: Record<SisenseErrorCode, string> = {
  unauthorized: 'Sisense did not accept the token of this connection; connect again with a valid one.',
  forbidden: 'Sisense does not allow this to the user of this connection.',
  'not-found': 'Sisense has nothing under that id or name.',
  ambiguous: 'Several things match; say which one by its id.',
  conflict: 'Sisense refused because something is in the way.',
  invalid: 'Sisense refused what was sent.',
  'rate-limited': 'Sisense asks to send fewer requests; try again later.',
  unavailable: 'Sisense could not do it at the moment; try again later.',
  unreachable: 'The deployment cannot be reached.',
  timeout: 'Sisense did not answer in time.',
  cancelled: 'The request was cancelled.',
  'unexpected-answer': 'Sisense gave an answer that this client does not understand.',
};

/** One sentence on what happened and what to do, and what the server said, quoted. */
export function messageFor(code: SisenseErrorCode, reason?: string): string {
  return reason ? `${sentences[code]} It said: "${reason}"` : sentences[code];
}
