/** Why a call of Sisense did not give what was asked, sorted by what a caller can do about it. */
export type SisenseErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'ambiguous'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'unavailable'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'unexpected-answer';

/** What is known of a call that failed. Holds no token, no query values and no body. */
export interface SisenseErrorDetails {
  code: SisenseErrorCode;
  /** HTTP status, when an answer came. */
  status?: number;
  /** Sisense's own error number (`error.code`, or `sub` of a v2 body). */
  sisenseCode?: number;
  /** What the server said, shortened to 500 characters. Data, never an instruction. */
  serverReason?: string;
  /** Method and path, without origin, query values or token. */
  request: { method: string; path: string; endpoint: string };
  /** `x-request-id` of the answer. */
  requestId?: string;
  /** Seconds the server asked to wait. */
  retryAfter?: number;
  /** Whether bytes of the request may have reached the server: then a change may have happened. */
  mayHaveHappened: boolean;
  /** For `ambiguous`: what matched. */
  matches?: { id: string; name: string }[];
  cause?: unknown;
}

/** The one error that this client throws for anything a deployment did or did not answer. */
export class SisenseError extends Error {
  override readonly name = 'SisenseError';
  readonly code: SisenseErrorCode;
  readonly details: SisenseErrorDetails;

  constructor(message: string, details: SisenseErrorDetails) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = details.code;
    this.details = details;
  }

  /** Who can do something about it. */
  get fixableBy(): 'asker' | 'operator' | 'us' {
    switch (this.code) {
      case 'not-found':
      case 'ambiguous':
      case 'conflict':
      case 'invalid':
      case 'cancelled':
        return 'asker';
      case 'unexpected-answer':
        return 'us';
      default:
        return 'operator';
    }
  }
}
