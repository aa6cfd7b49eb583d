import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Backend } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import type { Person } from './page-sessions.ts';

const plainName = 'fes';
const hostName = '__Host-fes';

/** The person whose browser this is; a browser without a valid cookie gets a new one. */
export async function whoAsks(backend: Backend, context: Context): Promise<Person> {
  const known = await knownPerson(backend, context);
  if (known) return known;
  const { cookie, person } = await backend.sessions.issue();
  const secure = isSecure(backend, context);
  setCookie(context, secure ? hostName : plainName, cookie, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure,
  });
  return person;
}

export interface KnownPerson {
  Variables: { person: Person };
}

/** Whatever stands behind this is only for browsers that we know. */
export function requirePerson(backend: Backend) {
  return createMiddleware<KnownPerson>(async (context, next) => {
    const person = await knownPerson(backend, context);
    if (!person) throw new Refusal(401, 'no_session', 'Your session is not known here any more. Reload the page.');
    context.set('person', person);
    await next();
  });
}

export async function knownPerson(backend: Backend, context: Context): Promise<Person | undefined> {
  const cookie = getCookie(context, hostName) ?? getCookie(context, plainName);
  return cookie === undefined ? undefined : backend.sessions.find(cookie);
}

/** Browsers keep a `Secure` cookie on https and on localhost, and drop it on a plain-HTTP network address. */
function isSecure({ settings }: Backend, context: Context): boolean {
  const { publicUrl } = settings.network;
  if (publicUrl !== undefined) return publicUrl.startsWith('https:');
  const host = (context.req.header('X-Forwarded-Host') ?? context.req.header('Host') ?? '').replace(/:\d+$/, '');
  return host === 'localhost' || host.endsWith('.localhost');
}
