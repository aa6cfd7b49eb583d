import type { z } from 'zod';
import type { EndpointDefinition, PathOf } from '../endpoint.ts';
import { isFixedAddress } from '../endpoints.ts';
import { SisenseError, type SisenseErrorDetails } from '../errors.ts';
import { messageFor } from './failure.ts';
import { fillPath, formPairs, queryString } from './origin.ts';

/** An endpoint that knows its id, whatever its shapes. */
export type NamedEndpoint = EndpointDefinition & { id: string };

type QueryOf<E> = E extends EndpointDefinition<infer _P, infer Query, infer _B, infer _A> ? z.input<Query> : never;
type BodyOf<E> = E extends EndpointDefinition<infer _P, infer _Q, infer Body, infer _A> ? z.input<Body> : never;
export type AnswerOf<E> =
  E extends EndpointDefinition<infer _P, infer _Q, infer _B, infer Answer> ? z.output<Answer> : never;

/** What a call of an endpoint takes: its path parameters, query and body, and when to give up. */
export type CallInput<E> = (keyof PathOf<E> extends never ? { path?: undefined } : { path: PathOf<E> }) &
  (undefined extends BodyOf<E> ? { body?: BodyOf<E> | undefined } : { body: BodyOf<E> }) & {
    query?: QueryOf<E> | undefined;
    signal?: AbortSignal | undefined;
  };

/** A call whose types were checked and are no longer needed. */
export interface LooseInput {
  path?: Record<string, string> | undefined;
  query?: unknown;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

export interface PreparedRequest {
  endpoint: NamedEndpoint;
  /** Without query: what errors and logs may show. */
  path: string;
  target: string;
  headers: Record<string, string>;
  body?: string;
}

/** Builds the request, refusing what could never be right. Nothing of `input` is changed. */
export function prepare(endpoint: NamedEndpoint, input: LooseInput): PreparedRequest {
  const path = pathOf(endpoint, input.path);
  const query = checked(endpoint, 'query', input.query) as Record<string, unknown> | undefined;
  const body = checked(endpoint, 'body', input.body);
  const form = endpoint.bodyAs === 'form';
  const headers: Record<string, string> = {
    accept: endpoint.answerAs === 'bytes' ? '*/*' : 'application/json, */*;q=0.5',
    'accept-encoding': 'gzip',
    ...endpoint.headers,
  };
  const request: PreparedRequest = { endpoint, path, target: path + queryString(query), headers };
  if (body === undefined) return request;
  headers['content-type'] = form ? 'application/x-www-form-urlencoded' : 'application/json';
  request.body = form ? formPairs(body as Record<string, unknown>) : written(endpoint, body);
  if (endpoint.method === 'PATCH' && request.body === '{}') throw invalidInput(endpoint, 'there is nothing to change.');
  return request;
}

function pathOf(endpoint: NamedEndpoint, parameters: Record<string, string> | undefined): string {
  const path = filled(endpoint, parameters);
  if (path === endpoint.path || !isFixedAddress({ method: endpoint.method, path })) return path;
  throw invalidInput(endpoint, 'what was given as an id is a word with a meaning of its own in this address.');
}

function filled(endpoint: NamedEndpoint, parameters: Record<string, string> | undefined): string {
  try {
    return fillPath(endpoint.path, parameters);
  } catch (error) {
    throw invalidInput(endpoint, error instanceof Error ? error.message : String(error));
  }
}

function written(endpoint: NamedEndpoint, body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw invalidInput(
      endpoint,
      'the body holds something that JSON cannot: a circle, or a number of more than 53 bits.',
    );
  }
}

function checked(endpoint: NamedEndpoint, part: 'query' | 'body', value: unknown): unknown {
  const shape = endpoint[part];
  if (value === undefined || shape === undefined) return value;
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalidInput(
    endpoint,
    `${[part, ...(issue?.path ?? [])].map(String).join('.')}: ${issue?.message ?? 'wrong'}.`,
  );
}

function invalidInput(endpoint: NamedEndpoint, reason: string): SisenseError {
  return new SisenseError(`Nothing was sent: ${reason}`, {
    code: 'invalid',
    request: { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id },
    mayHaveHappened: false,
  });
}

/** An error about a prepared request. */
export function failed(
  request: PreparedRequest,
  details: Omit<SisenseErrorDetails, 'request'> & { message?: string },
): SisenseError {
  const { message, ...rest } = details;
  return new SisenseError(message ?? messageFor(details.code, details.serverReason), {
    ...rest,
    request: { method: request.endpoint.method, path: request.path, endpoint: request.endpoint.id },
  });
}

/** A change that a client for reading was asked to make. */
export function refusedChange(request: PreparedRequest): SisenseError {
  const message = 'Nothing was sent: this client was opened for reading only.';
  return failed(request, { code: 'forbidden', message, mayHaveHappened: false });
}
