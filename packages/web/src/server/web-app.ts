import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { contentPolicy, securityHeaders } from './content-policy.ts';
import { proxyApi } from './proxy-api.ts';
import { answerFile, type StaticFile } from './static-files.ts';

/** Stands in the built index.html wherever a response's nonce belongs. */
export const noncePlaceholder = '__CSP_NONCE__';

export interface WebAppOptions {
  files: Map<string, StaticFile>;
  backend: URL;
  /** The page is reached over https, so browsers may be told to insist on it. */
  secure: boolean;
}

/** The page, its files, and `/api` passed to the backend. Nothing else is reachable through this server. */
export function webApp({ files, backend, secure }: WebAppOptions): Hono {
  const index = files.get('/index.html')?.body.toString('utf8');
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders({ secure }))) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });

  app.get('/health', (c) => c.json({ ok: true, service: 'ui' }));
  app.all('/api/*', (c) => proxyApi(c.req.raw, backend));

  app.get('*', (c) => {
    const { pathname } = new URL(c.req.url);
    if (pathname === '/' || pathname.startsWith('/c/')) return page(index, secure);
    const file = pathname === '/index.html' ? undefined : files.get(pathname);
    return file ? answerFile(file, c.req.raw) : c.text('There is nothing at this address.', 404);
  });
  app.all('*', (c) => c.text('This address only answers GET.', 405));
  return app;
}

function page(index: string | undefined, secure: boolean): Response {
  if (index === undefined) {
    return new Response('The page has not been built. Run "npm start", or build it with "npx fes ui".', {
      status: 503,
    });
  }
  const nonce = randomBytes(16).toString('base64url');
  return new Response(index.replaceAll(noncePlaceholder, nonce), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...securityHeaders({ secure, policy: contentPolicy(nonce) }),
    },
  });
}
