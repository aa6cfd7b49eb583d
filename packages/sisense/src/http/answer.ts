import type { z } from 'zod';
import type { SisenseError, SisenseErrorCode } from '../errors.ts';
import { BodyRefused } from './body-refused.ts';
import { codeFor, codeForHiddenFailure, isRefusal, saysItFailed } from './failure.ts';
import { parseJson } from './json.ts';
import type { ReadJson } from './json-reader.ts';
import { failed, type PreparedRequest } from './request.ts';
import { retryAfterSeconds } from './retry.ts';
import { isRecord, looksLikeHtml, looksLikeLoginPage, quotable, reasonOf } from './server-reason.ts';
import { hasShape } from './shape-check.ts';

export interface ReceivedAnswer extends ReadJson {
  status: number;
  headers: Record<string, string>;
}

export interface AnswerContext {
  request: PreparedRequest;
  now: number;
  /** Takes the token out of what the server said. */
  redact(text: string): string;
}

/**
 * Turns what came over the wire into the endpoint's answer.
 *
 * @throws SisenseError
 */
export function understand(answer: ReceivedAnswer, context: AnswerContext): unknown {
  const { endpoint } = context.request;
  if (answer.status >= 300 && answer.status < 400) throw redirected(answer, context);
  if (answer.status < 200 || answer.status >= 400) throw refused(answer, context);
  if (answer.bytes === undefined) return inShape(listIn(answer, context), answer, context);
  if (endpoint.answerAs === 'bytes') return bytesOf(answer.bytes, answer, context);
  const text = answer.bytes.toString('utf8');
  if (looksLikeHtml(text)) throw htmlInstead(answer, context, text);
  const value = endpoint.answerAs === 'text' ? text : parsed(text, answer, context);
  const hidden = endpoint.answerAs === 'text' && text.trimStart().startsWith('{') ? tryJson(text) : value;
  if (saysItFailed(hidden)) throw hiddenFailure(hidden, answer, context);
  return inShape(value, answer, context);
}

function listIn(answer: ReceivedAnswer, context: AnswerContext): unknown {
  if (answer.list || context.request.endpoint.answerAs === 'empty') return answer.list;
  throw unexpected(answer, context, brokenJson);
}

const brokenJson = 'Sisense answered with broken JSON.';

function parsed(text: string, answer: ReceivedAnswer, context: AnswerContext): unknown {
  const { endpoint } = context.request;
  if (endpoint.answerAs === 'empty') return tryJson(text);
  if (text.trim() === '') {
    throw unexpected(answer, context, 'Sisense answered with an empty body where content was expected.');
  }
  const value = tryJson(text);
  if (value !== undefined) return value;
  if (/^[[{]/.test(text.trimStart())) throw unexpected(answer, context, brokenJson);
  return text;
}

/** @throws BodyRefused */
function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    return undefined;
  }
}

/** The shapes only check: what Sisense sent goes on as it is, also in the order of its keys. */
function inShape(value: unknown, answer: ReceivedAnswer, context: AnswerContext): unknown {
  const shape = context.request.endpoint.answer;
  if (hasShape(shape, value)) return value;
  const result = shape.safeParse(value);
  if (result.success) return value;
  if (context.request.endpoint.answerAs === 'empty') return undefined;
  throw unexpected(
    answer,
    context,
    `Sisense answered in a shape that this client does not know: ${context.redact(where(result.error))}.`,
  );
}

function where(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'no detail';
  const at = issue.path.map(String).join('.');
  return at === '' ? issue.message : `${at}: ${issue.message}`;
}

function bytesOf(bytes: Buffer, answer: ReceivedAnswer, context: AnswerContext): unknown {
  const start = bytes.subarray(0, 4096).toString('utf8');
  if (looksLikeHtml(start)) throw htmlInstead(answer, context, start);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface Verdict {
  code: SisenseErrorCode;
  message?: string;
  serverReason?: string | undefined;
  sisenseCode?: number | undefined;
  /** Certain that a change was not made. */
  refused?: boolean;
}

function fail(answer: ReceivedAnswer, context: AnswerContext, verdict: Verdict): SisenseError {
  const { refused: isRefused = false, code, message, serverReason, sisenseCode } = verdict;
  const retryAfter = retryAfterSeconds(answer.headers['retry-after'], dateOf(answer) ?? context.now);
  const requestId = answer.headers['x-request-id'];
  return failed(context.request, {
    code,
    status: answer.status,
    mayHaveHappened: context.request.endpoint.effect === 'change' && !isRefused,
    ...(message === undefined ? {} : { message }),
    ...(serverReason === undefined ? {} : { serverReason: context.redact(serverReason) }),
    ...(sisenseCode === undefined ? {} : { sisenseCode }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(requestId === undefined ? {} : { requestId: quotable(requestId).slice(0, 100) }),
  });
}

function refused(answer: ReceivedAnswer, context: AnswerContext): SisenseError {
  const text = answer.bytes?.toString('utf8') ?? '';
  const reason = reasonOf(errorBody(text));
  return fail(answer, context, {
    code: codeFor(answer.status, reason),
    serverReason: reason.text,
    sisenseCode: reason.code,
    refused: isRefusal(answer.status),
    ...(isUnknownRoute(reason.text) ? { message: unknownRoute } : {}),
  });
}

/** A server names times by its own clock, which may go wrong as ours may. */
function dateOf({ headers }: ReceivedAnswer): number | undefined {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function errorBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const unknownRoute = 'This deployment does not know this request: it is older, or of another kind than is needed here.';

/** The web framework's own words for an address that does not exist at all (rest-api §7.1). */
function isUnknownRoute(reason: string | undefined): boolean {
  return /^(error )?cannot (get|post|put|patch|delete) \//i.test(reason ?? '');
}

function hiddenFailure(body: unknown, answer: ReceivedAnswer, context: AnswerContext): SisenseError {
  const reason = reasonOf(body);
  const partly = isRecord(body) && isRecord(body['data']) && Object.values(body['data']).some((part) => part != null);
  return fail(answer, context, {
    code: codeForHiddenFailure(reason),
    serverReason: reason.text,
    sisenseCode: reason.code,
    refused: !partly,
  });
}

function redirected(answer: ReceivedAnswer, context: AnswerContext): SisenseError {
  const isLogin = /login|signin|auth|sso|saml/i.test(answer.headers['location'] ?? '');
  return fail(answer, context, {
    code: isLogin ? 'unauthorized' : 'unexpected-answer',
    message: isLogin
      ? 'The deployment sent this client to a login page: it does not accept the token of this connection.'
      : 'The deployment answered with a redirect, which is never followed; check the address of this connection.',
  });
}

function htmlInstead(answer: ReceivedAnswer, context: AnswerContext, html: string): SisenseError {
  const isLogin = looksLikeLoginPage(html);
  return fail(answer, context, {
    code: isLogin ? 'unauthorized' : 'unexpected-answer',
    message: isLogin
      ? 'The deployment answered with a login page: it does not accept the token of this connection.'
      : 'The deployment answered with a web page instead of data; check the address of this connection.',
  });
}

function unexpected(answer: ReceivedAnswer, context: AnswerContext, message: string): SisenseError {
  return fail(answer, context, { code: 'unexpected-answer', message });
}
