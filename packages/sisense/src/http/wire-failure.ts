import type { SisenseError, SisenseErrorDetails } from '../errors.ts';
import { BodyRefused } from './body-refused.ts';
import { failed, type PreparedRequest } from './request.ts';
import { codeOf, isCertificateProblem, isTlsProblem } from './retry.ts';
import { AddressRefused } from './transport.ts';

/** The reason with which a call's own deadline aborts it. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** undici's errors carry pieces of the answer; what goes on is only name, code and message. */
function slim(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  const error = new Error(cause.message);
  error.name = cause.name;
  return Object.assign(error, { code: codeOf(cause) });
}

type Found = Pick<SisenseErrorDetails, 'code'> & { message: string };

/** Turns a failure below HTTP, or of reading a body, into the one error of this client. */
export function brokenOff(
  cause: unknown,
  context: { request: PreparedRequest; signal: AbortSignal; left: boolean; host: string },
): SisenseError {
  const { request, signal, left, host } = context;
  const found = signal.aborted ? abortedBy(signal.reason) : describe(cause, host);
  return failed(request, {
    ...found,
    mayHaveHappened: request.endpoint.effect === 'change' && left,
    cause: signal.aborted ? undefined : slim(cause),
  });
}

function abortedBy(reason: unknown): Found {
  if (reason instanceof DeadlinePassed)
    return { code: 'timeout', message: 'Sisense did not finish its answer in the time that this call may take.' };
  return { code: 'cancelled', message: 'The request was cancelled.' };
}

function describe(cause: unknown, host: string): Found {
  if (cause instanceof BodyRefused)
    return { code: 'unexpected-answer', message: `The answer of Sisense was refused: ${cause.message}.` };
  if (cause instanceof AddressRefused)
    return { code: 'unreachable', message: `${host} has an address that this product may not connect to.` };
  if (isCertificateProblem(cause))
    return {
      code: 'unreachable',
      message: `The certificate of ${host} is not trusted (${codeOf(cause)}); add its certificate authority, or switch verification off for this connection.`,
    };
  if (isTlsProblem(cause))
    return {
      code: 'unreachable',
      message: `${host} does not speak HTTPS here, or none that is safe; check address and port.`,
    };
  if (cause instanceof Error && cause.name === 'HTTPParserError')
    return { code: 'unexpected-answer', message: `${host} does not answer in valid HTTP.` };
  return describeCode(codeOf(cause), host);
}

function describeCode(code: string, host: string): Found {
  if (/^HPE_|^UND_ERR_HEADERS_OVERFLOW/.test(code))
    return { code: 'unexpected-answer', message: `${host} does not answer in valid HTTP.` };
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { code: 'timeout', message: 'Sisense did not begin to answer in time.' };
    case 'UND_ERR_BODY_TIMEOUT':
      return { code: 'timeout', message: 'Sisense stopped in the middle of its answer.' };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return { code: 'unreachable', message: `${host} did not accept a connection in time.` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code: 'unreachable', message: `There is no host named ${host}, or its name cannot be looked up now.` };
    case 'ECONNREFUSED':
      return { code: 'unreachable', message: `${host} refuses connections; check address and port.` };
    default:
      return { code: 'unreachable', message: `The connection to ${host} broke off${code ? ` (${code})` : ''}.` };
  }
}
