import { guardFromSettings, httpGuard, type Settings } from '@fes-assistant/runtime';
import { Hono } from 'hono';
import { type ApprovalPageParts, approvalRoutes } from '../approval-page/approval-routes.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import type { McpEndpoint } from '../mcp/endpoint.ts';
import { type IdentifyOptions, identifyRequester, NotAuthenticated } from '../requester.ts';
import { cancelSession } from './cancel-session.ts';
import { operationRoutes, type RouteVariables } from './operation-routes.ts';
import { refuse } from './refusal-response.ts';

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
  health: () => Health;
  isReady: () => boolean;
}

/** Every route of the tool server behind one guard. Open without credentials are only `/health`, `/ready` and the code form. */
export function createApp(parts: AppParts): Hono<RouteVariables> {
  const app = new Hono<RouteVariables>();
  const isPage = (path: string) => path.startsWith('/approve/');
  app.use(
    httpGuard({
      ...guardFromSettings(parts.settings),
      maxBodyBytes,
      bodyTypes: (path) => [isPage(path) ? 'application/x-www-form-urlencoded' : 'application/json'],
      linkable: isPage,
    }),
  );
  app.get('/health', (context) => context.json(parts.health()));
  app.get('/ready', (context) => context.json({ ready: parts.isReady() }, parts.isReady() ? 200 : 503));
  app.route('/approve', approvalRoutes(parts.approvalPage));
  app.use(async (context, next) => {
    try {
      context.set('requester', identifyRequester(context.req.raw.headers, parts.identify));
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) throw error;
      const response = refuse(401, { error: error.message, type: 'unauthorized' });
      response.headers.set('www-authenticate', 'Bearer');
      return response;
    }
    await next();
    return undefined;
  });
  app.post('/mcp/cancel', async (context) => {
    const id = context.req.header('mcp-session-id');
    return cancelSession({ id, requester: context.get('requester') }, parts);
  });
  for (const path of ['/mcp', '/mcp/']) {
    app.all(path, (context) => parts.endpoint.handle(context.req.raw, context.get('requester')));
  }
  app.route('/operations', operationRoutes(parts.change));
  app.notFound(() => refuse(404, { error: 'There is nothing at this address.', type: 'not-found' }));
  return app;
}
