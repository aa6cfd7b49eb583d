import { type GuardVariables, type HttpGuardOptions, httpGuard } from '@fes-assistant/runtime';
import { Hono } from 'hono';
import { pagePolicy } from './content-policy.ts';
import { proxyApi } from './proxy-api.ts';
import { answerFile, type StaticFile } from './static-files.ts';

/** Stands in the built index.html wherever a response's nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__';

export interface WebAppOptions {
  files: Map<string, StaticFile>;
  backend: URL;
  guard: HttpGuardOptions;
  /** Told what went wrong when the backend did not answer. */
  onBackendDown?: (error: unknown) => void;
}

/** The page, its files, and `/api` passed to the backend. Nothing else is reachable through this server. */
export function webApp({ files, backend, guard, onBackendDown }: WebAppOptions): Hono<{ Variables: GuardVariables }> {
  const index = files.get('/index.html')?.body.toString('utf8');
  const app = new Hono<{ Variables: GuardVariables }>();

  app.use(httpGuard({ ...guard, linkable: isPage }));
  app.get('/health', (context) => context.json({ ok: true, service: 'ui' }));
  app.all('/api/*', (context) => proxyApi(context.req.raw, { backend, onBackendDown }));
  app.get('*', (context) => {
    const { path } = context.req;
    if (isPage(path)) return page(index, context.get('cspNonce'));
    const file = path === '/index.html' ? undefined : files.get(path);
    return file ? answerFile(file, context.req.raw) : context.text('There is nothing at this address.', 404);
  });
  return app;
}

function isPage(path: string): boolean {
  return path === '/' || path.startsWith('/c/');
}

function page(index: string | undefined, nonce: string): Response {
  if (index === undefined) {
    return new Response('The page has not been built. Start it with "npm start" or "npx fes ui".', { status: 503 });
  }
  return new Response(index.replaceAll(noncePlaceholder, nonce), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': pagePolicy(nonce),
    },
  });
}
