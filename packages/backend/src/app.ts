import { guardFromSettings, httpGuard } from '@fes-assistant/runtime';
import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Backend } from './backend.ts';
import { Refusal } from './refusal.ts';
import { agentTurnRoute } from './routes/agent-turn.ts';
import { conversationRoutes } from './routes/conversation-routes.ts';
import { docsRoutes } from './routes/docs-routes.ts';
import { operationRoutes } from './routes/operation-routes.ts';
import { serviceRoutes } from './routes/service-routes.ts';
import { openSessionRoute, sessionRoutes } from './routes/session-routes.ts';
import { type KnownPerson, requirePerson } from './sessions/who-asks.ts';

const version = '0.1.0';

/** Every route, plain and under `/api`. */
export function createApp(backend: Backend): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(httpGuard(guardFromSettings(backend.settings)));
  const routes = createRoutes(backend);
  app.route('/api', routes);
  app.route('/', routes);
  app.notFound((context) =>
    context.json(new Refusal(404, 'not_found', 'There is nothing at this address.').answer(), 404),
  );
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json(error.answer(), error.status);
    if (error instanceof HTTPException) {
      const refusal = new Refusal(400, 'invalid', 'The request could not be read.');
      return context.json(refusal.answer(), error.status);
    }
    backend.logger.error({ err: error, path: context.req.path }, 'A request failed with an error of ours.');
    const body = {
      ok: false,
      error: 'This failed because of an error in the backend. It is in the log.',
      error_type: 'bug',
    };
    return context.json(body, 500);
  });
  return app;
}

function createRoutes(backend: Backend): OpenAPIHono {
  const open = new OpenAPIHono({ defaultHook: refuseWhatDoesNotFit });
  serviceRoutes(open, backend);
  openSessionRoute(open, backend);
  agentTurnRoute(open, backend);

  const closed = new OpenAPIHono<KnownPerson>({ defaultHook: refuseWhatDoesNotFit });
  closed.use(requirePerson(backend));
  sessionRoutes(closed, backend);
  conversationRoutes(closed, backend);
  operationRoutes(closed, backend);

  const routes = new OpenAPIHono();
  routes.route('/', open);
  docsRoutes(routes, version);
  routes.route('/', closed);
  return routes;
}

function refuseWhatDoesNotFit(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (result.success) return;
  const { path, message } = result.error.issues[0] ?? { path: [], message: 'does not fit' };
  throw new Refusal(400, 'invalid', `The request does not fit: ${path.join('.') || 'body'}: ${message}`);
}
