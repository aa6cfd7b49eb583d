import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Requester } from '../requester.ts';

/** Carries the requester through the SDK to the request's handler. No credential is in it. */
export function authInfoOf(requester: Requester): AuthInfo {
  return { token: '', clientId: requester.principal, scopes: [], extra: { via: requester.via } };
}

/** The principal of a request inside its handler. Over stdio there is no HTTP and the person is at this machine. */
export function principalOf(context: { http?: { authInfo?: AuthInfo } | undefined }, otherwise: string): string {
  return context.http?.authInfo?.clientId ?? otherwise;
}
