import { allScopes, type Scope } from './scopes.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/** What a client is told so that it finds the authorization server (RFC 9728). */
export interface ProtectedResource {
  /** Host, with its port, of the resource's address. */
  host: string;
  /** Paths under which the metadata stands: the root form, and the one with the resource's path. */
  paths: string[];
  metadata: Record<string, unknown>;
  /** `WWW-Authenticate` of a 401. */
  challenge(problem: { badToken: boolean }): string;
  /** `WWW-Authenticate` of a 403. */
  insufficientScope(needed: readonly Scope[]): string;
}

/** The tool server as the protected resource `audience`, whose tokens are issued by `issuer`. */
export function createProtectedResource({ issuer, audience }: { issuer: string; audience: string }): ProtectedResource {
  const { origin, host, pathname } = new URL(audience);
  const suffix = pathname === '/' ? '' : pathname;
  const address = `resource_metadata="${origin}${wellKnown}${suffix}"`;
  return {
    host,
    paths: [...new Set([wellKnown, `${wellKnown}/mcp`, `${wellKnown}${suffix}`])],
    metadata: {
      resource: audience,
      authorization_servers: [issuer],
      scopes_supported: [...allScopes],
      bearer_methods_supported: ['header'],
      resource_name: 'FES Assistant',
    },
    challenge: ({ badToken }) => `Bearer ${badToken ? 'error="invalid_token", ' : ''}scope="read", ${address}`,
    insufficientScope: (needed) => `Bearer error="insufficient_scope", scope="${needed[0] ?? 'read'}", ${address}`,
  };
}
