import type { ErrorAnswer } from '@fes-assistant/protocol';
import type { Context, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Settings } from '../settings/load-settings.ts';
import { type GuardRules, judgeRequest } from './judge-request.ts';
import { type Refusal, refusals } from './refusal.ts';
import { type GuardVariables, type SecurityHeaderOptions, securityHeaders } from './security-headers.ts';

export interface HttpGuardOptions extends SecurityHeaderOptions {
  allowedHosts?: readonly string[];
  allowedOrigins?: readonly string[];
  /** Default: GET, HEAD, POST, DELETE. */
  methods?: readonly string[];
  /** Default: application/json everywhere. */
  bodyTypes?: (path: string) => readonly string[];
  /** Default: none. */
  linkable?: (path: string) => boolean;
  /** Default: 1 MiB. */
  maxBodyBytes?: number;
}

const json = ['application/json'];

/**
 * Stands before every route: turns away foreign hosts (DNS rebinding), pages of other origins, methods and content types
 * that are not served, and bodies that are too large; puts the security headers on every answer.
 */
export function httpGuard(options: HttpGuardOptions = {}) {
  const rules: GuardRules = {
    allowedHosts: (options.allowedHosts ?? []).map((host) => host.toLowerCase()),
    allowedOrigins: (options.allowedOrigins ?? []).map((origin) => origin.toLowerCase()),
    methods: options.methods ?? ['GET', 'HEAD', 'POST', 'DELETE'],
    bodyTypes: options.bodyTypes ?? (() => json),
    linkable: options.linkable ?? (() => false),
  };
  const headers = securityHeaders(options);
  const maxBodyBytes = options.maxBodyBytes ?? 1024 * 1024;
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) => refuse(context, refusals.tooLarge),
  });
  return createMiddleware<{ Variables: GuardVariables }>((context, next) =>
    headers(context, async () => {
      const answer = await admit(context, { rules, maxBodyBytes, limit, next });
      if (answer) context.res = answer;
    }),
  );
}

interface Admission {
  rules: GuardRules;
  maxBodyBytes: number;
  limit: ReturnType<typeof bodyLimit>;
  next: Next;
}

async function admit(context: Context, { rules, maxBodyBytes, limit, next }: Admission): Promise<Response | undefined> {
  const { method, path } = context.req;
  const refusal = judgeRequest({ method, path, header: (name) => context.req.header(name) }, rules);
  if (refusal) return refuse(context, refusal);
  const answer = await withinLimit(context, { maxBodyBytes, limit, next });
  return answer instanceof Response ? answer : undefined;
}

/** A length that was declared is judged by the head alone; only a body in chunks has to be counted as it comes. */
function withinLimit(context: Context, { maxBodyBytes, limit, next }: Omit<Admission, 'rules'>) {
  if (context.req.header('transfer-encoding') !== undefined) return limit(context, next);
  const declared = Number(context.req.header('content-length') ?? 0);
  return declared <= maxBodyBytes ? next() : Promise.resolve(refuse(context, refusals.tooLarge));
}

function refuse(context: Context, refusal: Refusal): Response {
  const answer: ErrorAnswer = { ok: false, error: refusal.message, error_type: refusal.type };
  return context.json(answer, refusal.status, { Connection: 'close' });
}

/** The guard's allow-lists as the settings say: the page's own origins may call, hosts are FES_ALLOWED_HOSTS and FES_PUBLIC_URL. */
export function guardFromSettings({ network }: Pick<Settings, 'network'>) {
  const publicUrl = network.publicUrl === undefined ? undefined : new URL(network.publicUrl);
  const page = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${network.uiPort}`);
  return {
    allowedHosts: [...(network.allowedHosts ?? []), ...(publicUrl ? [publicUrl.host] : [])],
    allowedOrigins: [...page, ...(publicUrl ? [publicUrl.origin] : [])],
    strictTransport: publicUrl?.protocol === 'https:',
  };
}
