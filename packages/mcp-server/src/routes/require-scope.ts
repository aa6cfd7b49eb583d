import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import type { ProtectedResource } from '../callers/protected-resource.ts';
import { allows, type Scope } from '../callers/scopes.ts';
import type { RouteVariables } from './operation-routes.ts';
import { refuse } from './refusal-response.ts';

/** Scopes of which a call needs one; `undefined` for a tool that is not there. */
export type ScopesToCall = (
  call: { name: string; arguments?: Record<string, unknown> | undefined },
  headers: Headers,
) => readonly Scope[] | undefined;

const toolCall = z.looseObject({
  method: z.literal('tools/call'),
  params: z.looseObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()).optional() }),
});

interface RequireScopeParts {
  protectedResource: ProtectedResource | undefined;
  scopesToCall: ScopesToCall;
}

/**
 * Answers 403 `insufficient_scope`, which tells a client to ask its person for more, before anything of the protocol. The
 * calls themselves are judged again where they run.
 */
export function requireScope({ protectedResource, scopesToCall }: RequireScopeParts) {
  return createMiddleware<RouteVariables>(async (context, next) => {
    const { via, scopes } = context.get('requester');
    if (via !== 'oauth' || !protectedResource) return next();
    const { raw } = context.req;
    const needed = neededBy({ message: context.get('message'), headers: raw.headers }, scopesToCall);
    const isAllowed = needed ? allows(scopes, needed) : scopes.length > 0;
    if (isAllowed) return next();
    const scope = needed?.[0] ?? 'read';
    const error = `The token lacks the scope "${scope}": sign in again and allow it.`;
    const response = refuse(403, { error, type: 'insufficient-scope' });
    response.headers.set('www-authenticate', protectedResource.insufficientScope([scope]));
    return response;
  });
}

function neededBy(
  { message, headers }: { message: unknown; headers: Headers },
  scopesToCall: ScopesToCall,
): readonly Scope[] | undefined {
  const call = toolCall.safeParse(message);
  return call.success ? scopesToCall(call.data.params, headers) : undefined;
}
