/** Who can do something about a failure; decides its wording and whether a retry makes sense. */
export type FixableBy = 'asker' | 'operator' | 'us';

/** A closed set: Sisense's failures as our client sorts them, then our own refusals. */
export type FailureCode =
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
  | 'unexpected-answer'
  | 'no-connection'
  | 'refused'
  | 'stale'
  | 'expired'
  | 'unknown-tool'
  | 'bug';

/**
 * A failure in words that are ours. What a deployment said is in `serverReason`: quoted, shortened, shown to people as a
 * quotation and never given to a model as an instruction.
 */
export interface ToolFailure {
  code: FailureCode;
  /** One sentence: what happened and what to do. */
  message: string;
  fixableBy: FixableBy;
  serverReason?: string;
  /** `METHOD path` of the Sisense request, without query values. */
  request?: string;
}
