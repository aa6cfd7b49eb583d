import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Requester } from '../callers/requester.ts';
import { allScopes, knownScopes, type Scope } from '../callers/scopes.ts';

/** Carries the requester through the SDK to the request's handler. No credential is in it. */
export function authInfoOf(requester: Requester): AuthInfo {
  return { token: '', clientId: requester.principal, scopes: [...requester.scopes], extra: { via: requester.via } };
}

/** What the caller of a request may do. */
export function scopesOf(context: { http?: { authInfo?: AuthInfo } | undefined }): readonly Scope[] {
  const { authInfo } = context.http ?? {};
  return authInfo ? knownScopes(authInfo.scopes) : allScopes;
}

/** The principal of a request inside its handler. Over stdio there is no HTTP and the person is at this machine. */
export function principalOf(context: { http?: { authInfo?: AuthInfo } | undefined }, otherwise: string): string {
  return context.http?.authInfo?.clientId ?? otherwise;
}
