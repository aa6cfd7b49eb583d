import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';

export interface SecurityHeaderOptions {
  /** Content security policy of answers that do not bring their own; default: nothing may load. */
  contentSecurityPolicy?: (nonce: string) => string;
  /** Ask browsers for https from now on; only where people reach the service over https. */
  strictTransport?: boolean;
}

export interface GuardVariables {
  /** For `style` and `script` elements of this one answer. */
  cspNonce: string;
}

/** For answers that are not pages. */
export function nothingLoads(): string {
  return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
}

/** For pages of our own: scripts from here, styles from here or with the nonce, no other origin at all. */
export function ownPagesOnly(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const always: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Puts the security headers on every answer, refusals and errors included. */
export function securityHeaders(options: SecurityHeaderOptions = {}) {
  const policy = options.contentSecurityPolicy ?? nothingLoads;
  return createMiddleware<{ Variables: GuardVariables }>(async (context, next) => {
    const nonce = randomBytes(18).toString('base64');
    context.set('cspNonce', nonce);
    await next();
    for (const [name, value] of Object.entries(always)) context.header(name, value);
    if (!context.res.headers.has('Content-Security-Policy')) context.header('Content-Security-Policy', policy(nonce));
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
    if (options.strictTransport) context.header('Strict-Transport-Security', 'max-age=31536000');
  });
}
