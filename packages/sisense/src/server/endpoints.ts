import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, flag, nothing, openObject, text } from '../shapes.ts';

export const serverEndpoints = {
  /** Form or JSON; the answer's `access_token` never runs out (rest-api §3). */
  login: endpoint({
    method: 'POST',
    path: '/api/v1/authentication/login',
    effect: 'change',
    body: z.object({ username: z.string(), password: z.string(), localeId: z.string().optional() }),
    bodyAs: 'form',
    answer: z.looseObject({
      success: flag,
      message: text,
      access_token: z.string(),
      userId: text,
      tenantId: text,
      roleName: text,
    }),
    sure: 'live',
    source: 'rest-api §3',
  }),
  ownToken: endpoint({
    method: 'GET',
    path: '/api/v1/authentication/tokens/api',
    effect: 'read',
    answer: anything,
    sure: 'client',
    source: 'rest-api §3',
  }),
  logout: endpoint({
    method: 'GET',
    path: '/api/v1/authentication/logout',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §3',
  }),
  isAuthenticated: endpoint({
    method: 'GET',
    path: '/api/auth/isauth',
    effect: 'read',
    headers: { Internal: 'true' },
    answer: z.looseObject({ isAuthenticated: flag, ssoEnabled: flag, loginUrl: text }),
    sure: 'client',
    source: 'rest-api §3',
  }),
  /** `version` is a string on old servers, an object on newer ones (rest-api §1.5). */
  status: endpoint({
    method: 'GET',
    path: '/api/v1/application/status',
    effect: 'read',
    answer: z.looseObject({
      version: z.union([z.string(), z.looseObject({ version: text, isBigData: flag })]).nullish(),
      license: z.looseObject({ isMobileEnabled: flag, isExpired: flag }).nullish(),
    }),
    sure: 'documented',
    source: 'rest-api §10, §1.5',
  }),
  /** `props.os` tells Linux from Windows (rest-api §11). */
  globals: endpoint({
    method: 'GET',
    path: '/api/globals',
    effect: 'read',
    answer: z.looseObject({
      version: text,
      props: z.looseObject({ os: text }).nullish(),
      features: anything,
      user: openObject.nullish(),
    }),
    sure: 'client',
    source: 'rest-api §10, §11',
  }),
  health: endpoint({
    method: 'GET',
    path: '/api/test',
    effect: 'read',
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §10',
  }),
  /** `customCode.enabled`, `dashboardCoAuthoring` and more. */
  systemSettings: endpoint({
    method: 'GET',
    path: '/api/v1/settings/system',
    effect: 'read',
    answer: openObject,
    sure: 'documented',
    source: 'rest-api §10, §5.4',
  }),
  licenseInfo: endpoint({
    method: 'GET',
    path: '/api/v1/account/get_license_info',
    effect: 'read',
    answer: openObject,
    sure: 'client',
    source: 'rest-api §10',
  }),
  /** Git projects of the deployment (Linux): the source of the Git-managed flag. */
  projects: endpoint({
    method: 'GET',
    path: '/api/v2/projects',
    effect: 'read',
    on: 'linux',
    answer: anything,
    sure: 'documented',
    source: 'rest-api §7.7, §1.2',
  }),
};
