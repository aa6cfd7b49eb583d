import type { z } from 'zod';

/** What calling it does. `read` may be repeated; `change` is sent once, ever; a `POST` that only reads is a `read`. */
export type EndpointEffect = 'read' | 'change';

/** How sure its shape is (see `source`): documented, seen on a live server, seen in client code, inferred. */
export type Confidence = 'documented' | 'live' | 'client' | 'inferred';

type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

/** One REST request as data: where it goes, what it takes and gives, what it does, and how that is known. */
export interface EndpointDefinition<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the origin (after a tenant path): `/api/v1/users/{id}`. Parameters are percent-encoded by the transport. */
  path: Path;
  effect: EndpointEffect;
  query?: Query;
  body?: Body;
  /** How the body is sent; JSON unless said. */
  bodyAs?: 'json' | 'form';
  /** Loose: only the fields used are asked for, all others are kept. */
  answer: Answer;
  /** How the answer's body comes; `empty` also accepts any body. */
  answerAs?: 'json' | 'text' | 'bytes' | 'empty';
  /** Generation and deployment kind where it exists. */
  on?: 'linux' | 'windows';
  /** Extra fixed headers (`Internal: true`). */
  headers?: Record<string, string>;
  /** May be large: streamed against its own size cap. */
  large?: boolean;
  sure: Confidence;
  /** Where the fact comes from: `rest-api §4.1`. */
  source: string;
}

/** An endpoint that knows its id. */
export interface Endpoint<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> extends EndpointDefinition<Path, Query, Body, Answer> {
  /** `users.list`; the key under which the simulator serves it. */
  id: string;
}

/** Types one endpoint; holds no logic. `endpoints.ts` gives it its id. */
export function endpoint<
  const Path extends string,
  Query extends z.ZodType = z.ZodType<undefined>,
  Body extends z.ZodType = z.ZodType<undefined>,
  Answer extends z.ZodType = z.ZodType,
>(definition: EndpointDefinition<Path, Query, Body, Answer>): EndpointDefinition<Path, Query, Body, Answer> {
  return definition;
}

/** The parameters in the path of an endpoint, each as text that is not encoded yet. */
export type PathOf<E> =
  E extends EndpointDefinition<infer Path, infer _Q, infer _B, infer _A> ? Record<PathParameter<Path>, string> : never;
