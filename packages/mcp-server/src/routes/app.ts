import { guardFromSettings, httpGuard, type Settings } from '@fes-assistant/runtime';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { type ApprovalPageParts, approvalRoutes } from '../approval-page/approval-routes.ts';
import { KeysUnavailable } from '../callers/key-set.ts';
import type { ProtectedResource } from '../callers/protected-resource.ts';
import { type IdentifyOptions, identifyRequester, NotAuthenticated } from '../callers/requester.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import type { McpEndpoint } from '../mcp/endpoint.ts';
import { readMessage } from '../mcp/read-message.ts';
import { cancelSession } from './cancel-session.ts';
import { dropSlowReaders } from './drop-slow-readers.ts';
import { forgetConnections } from './forget-connections.ts';
import { operationRoutes, type RouteVariables } from './operation-routes.ts';
import { refusalResponse, refuse } from './refusal-response.ts';
import { requireScope, type ScopesToCall } from './require-scope.ts';

const maxBodyBytes = 4 * 1024 * 1024;

/** Answer of `GET /health`, as the Python implementation gave it. */
export interface Health {
  ok: boolean;
  modules: string[];
  tools: number;
  mutations_allowed: boolean;
  registry_path: string;
}

interface AppParts {
  settings: Pick<Settings, 'network'>;
  identify: IdentifyOptions;
  endpoint: McpEndpoint;
  change: ChangeParts;
  approvalPage: ApprovalPageParts;
  /** Where callers may come with tokens of an authorization server. */
  protectedResource: ProtectedResource | undefined;
  /** Scopes of which a call of a tool needs one; `undefined` for a tool that is not there. */
  scopesToCall: ScopesToCall;
  health: () => Health;
  isReady: () => boolean;
  /** Told of what no route expected; the caller hears only that it went wrong. */
  onBug: (error: Error) => void;
}

/** Every route of the tool server behind one guard. Open without credentials are only `/health`, `/ready`, OAuth metadata and the code form. */
export function createApp(parts: AppParts): Hono<RouteVariables> {
  const app = new Hono<RouteVariables>();
  const isPage = (path: string) => path.startsWith('/approve/');
  app.use(
    httpGuard({
      ...guarded(parts),
      maxBodyBytes,
      bodyTypes: (path) => [isPage(path) ? 'application/x-www-form-urlencoded' : 'application/json'],
      linkable: isPage,
    }),
  );
  app.use(dropSlowReaders());
  app.get('/health', (context) => context.json(parts.health()));
  app.get('/ready', (context) => context.json({ ready: parts.isReady() }, parts.isReady() ? 200 : 503));
  for (const path of parts.protectedResource?.paths ?? []) {
    app.get(path, (context) => context.json(parts.protectedResource?.metadata ?? {}));
  }
  app.route('/approve', approvalRoutes(parts.approvalPage));
  app.use(async (context, next) => {
    try {
      context.set('requester', await identifyRequester(context.req.raw.headers, parts.identify));
    } catch (error) {
      return notIdentified(error, parts.protectedResource);
    }
    await next();
    return undefined;
  });
  app.post('/mcp/cancel', async (context) => {
    const id = context.req.header('mcp-session-id');
    return cancelSession({ id, requester: context.get('requester') }, parts);
  });
  for (const path of ['/mcp', '/mcp/']) {
    app.use(path, readBody, requireScope(parts));
    app.all(path, (context) => {
      const { requester, message } = context.var;
      return parts.endpoint.handle({ request: context.req.raw, message, requester });
    });
  }
  app.delete('/connections', (context) => forgetConnections(context, parts.change));
  app.route('/operations', operationRoutes(parts.change));
  app.onError((error) => {
    parts.onBug(error);
    return refusalResponse(error);
  });
  app.notFound(() => refuse(404, { error: 'There is nothing at this address.', type: 'not-found' }));
  return app;
}

const readBody = createMiddleware<RouteVariables>(async (context, next) => {
  if (context.req.method !== 'POST') return next();
  const read = await readMessage(context.req.raw);
  if ('refused' in read) return read.refused;
  context.set('message', read.message);
  return next();
});

/** A caller reaches this server also under the address that tokens are issued for. */
function guarded({ settings, protectedResource }: AppParts) {
  const guard = guardFromSettings(settings);
  return protectedResource ? { ...guard, allowedHosts: [...guard.allowedHosts, protectedResource.host] } : guard;
}

function notIdentified(error: unknown, resource: ProtectedResource | undefined): Response {
  if (error instanceof KeysUnavailable) return refuse(503, { error: error.message, type: 'unavailable' });
  if (!(error instanceof NotAuthenticated)) throw error;
  const response = refuse(401, { error: error.message, type: 'unauthorized' });
  response.headers.set('www-authenticate', resource?.challenge(error) ?? 'Bearer');
  return response;
}
