import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Typed as a plain `Response`, so that a route's description in the OpenAPI page stays free text. */
export function answer(context: Context, body: object, status: ContentfulStatusCode = 200): Response {
  context.header('Cache-Control', 'no-store');
  return context.json(body, status);
}

/** How one route is described on the OpenAPI page. */
export function described(description: string): { 200: { description: string }; default: { description: string } } {
  return {
    200: { description },
    default: { description: 'A refusal: `{ok: false, error, error_type}` with a sentence in `error`.' },
  };
}

/** A JSON body, as the OpenAPI page and the validator take it. */
export function jsonBody<Schema>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}
