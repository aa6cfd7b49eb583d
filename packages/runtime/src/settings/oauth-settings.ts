import { optionalSetting, type ServiceName } from './setting.ts';
import { webAddress } from './value-kinds.ts';

const services: ServiceName[] = ['mcp'];

export const oauthSettings = {
  oauth: {
    issuer: optionalSetting('FES_OAUTH_ISSUER', {
      services,
      meaning: 'Authorization server whose access tokens the tool server accepts, as its tokens name it (iss).',
      schema: webAddress(),
    }),
    audience: optionalSetting('FES_OAUTH_AUDIENCE', {
      services,
      meaning:
        'Address of the tool server as its callers use it, such as https://fes.acme.com/mcp: tokens must name it (aud).',
      schema: webAddress(),
    }),
    jwksUrl: optionalSetting('FES_OAUTH_JWKS_URL', {
      services,
      meaning: 'Where the authorization server publishes the keys that sign its tokens (JWKS).',
      schema: webAddress(),
    }),
  },
};
