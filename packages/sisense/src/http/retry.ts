import { SisenseError } from '../errors.ts';
import type { Clock } from './clock.ts';

const firstPauseMs = 250;
const earnedPerCall = 0.09;
const mostSaved = 10;

/** The code of an address that the caller does not allow. */
export const addressRefused = 'ADDRESS_REFUSED';

/** Keeps retries under a tenth of all calls, so that an outage is not made worse. */
export class RetryBudget {
  #tokens = mostSaved;

  /** Called once for each call, not for its retries. */
  earn(): void {
    this.#tokens = Math.min(mostSaved, this.#tokens + earnedPerCall);
  }

  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Whether the same read may give something else a moment later. */
export function mayRecover(error: SisenseError): boolean {
  switch (error.code) {
    case 'rate-limited':
    case 'unavailable':
      return error.details.status !== undefined;
    case 'timeout':
      return true;
    case 'unreachable':
      return !isPermanent(error.details.cause);
    default:
      return false;
  }
}

/** How long to wait before try number `next` (2, 3 …): what the server asked in full, else full jitter. */
export function pauseBefore(next: number, options: { error: SisenseError; clock: Clock; longestMs: number }): number {
  const ceiling = Math.min(options.longestMs, firstPauseMs * 2 ** (next - 1));
  const jitter = options.clock.random() * ceiling;
  const asked = (options.error.details.retryAfter ?? 0) * 1000;
  return asked > 0 ? asked + options.clock.random() * firstPauseMs : jitter;
}

/** `Retry-After` in seconds: a number, or an HTTP date from which `now` is taken; a past date is 0. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value);
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, Math.ceil((date - now) / 1000));
}

const certificateProblems = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether TLS failed because of the certificate, which no retry mends. */
export function isCertificateProblem(cause: unknown): boolean {
  return certificateProblems.has(codeOf(cause));
}

/** Whether the other side does not speak TLS, or none that is safe. */
export function isTlsProblem(cause: unknown): boolean {
  return /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(codeOf(cause));
}

function isPermanent(cause: unknown): boolean {
  return isCertificateProblem(cause) || isTlsProblem(cause) || codeOf(cause) === addressRefused;
}

/** Node's or undici's code of an error. */
export function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

export function isSisenseError(error: unknown): error is SisenseError {
  return error instanceof SisenseError;
}
