import { isLoopbackHost, type Settings } from '@fes-assistant/runtime';
import { createAccessTokens } from './access-tokens.ts';
import { createKeySet } from './key-set.ts';
import { createProtectedResource, type ProtectedResource } from './protected-resource.ts';
import type { IdentifyOptions } from './requester.ts';

interface KnownCallers {
  identify: Omit<IdentifyOptions, 'mcpToken'>;
  protectedResource: ProtectedResource | undefined;
}

/**
 * Who may call, by the settings. With an authorization server nobody is let in without a token, on loopback neither: a proxy
 * in front of it would bring everybody.
 */
export function knownCallers({ network, oauth }: Settings, now: () => number): KnownCallers {
  const { issuer, audience, jwksUrl } = oauth;
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) {
    return { identify: { trustLoopback: isLoopbackHost(network.bind) }, protectedResource: undefined };
  }
  const findKey = createKeySet({ url: jwksUrl, now });
  const accessTokens = createAccessTokens({ issuer, audience, findKey, now });
  return {
    identify: { trustLoopback: false, accessTokens },
    protectedResource: createProtectedResource({ issuer, audience }),
  };
}
