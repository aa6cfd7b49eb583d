import { ok, plainOk } from '../answer.ts';
import { loggedIn } from '../authentication/routes.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';

function fullVersion({ options: { os, release } }: Call): string {
  return os === 'windows' && !release.startsWith('W') ? 'W2021.9.1.10024' : release;
}

const status: RouteAnswerer = (call) => {
  const version = fullVersion(call);
  const asObject = { isBigData: false, version, isFeaturedDashboardsOn: false };
  return ok({
    version: call.options.statusVersionShape === 'object' ? asObject : version,
    license: { isMobileEnabled: true, isExpired: false },
  });
};

const globals: RouteAnswerer = (call) =>
  ok({
    user: loggedIn(call),
    version: fullVersion(call),
    versionHash: 'c0ffee42',
    props: { os: call.options.os },
    features: [],
    globalization: { language: 'en-US' },
    brand: { pageTitle: 'Meridian Outdoor Analytics' },
    designSettings: {},
    proxyurl: '',
  });

/** For whoever opens the address in a browser. */
const frontPage: RouteAnswerer = (call) => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  text: `<!DOCTYPE html><html lang="en"><title>Simulated Sisense</title><body style="font-family:sans-serif;max-width:40em;margin:3em auto"><h1>A simulated Sisense</h1><p>This address answers Sisense's REST API (version ${fullVersion(call)}) from memory: ${call.world.users.size} users, ${call.world.dashboards.size} dashboards, ${call.world.modelIndex.size} data models. It has no pages of its own. Connect to it with its address and an API token.</p></body></html>`,
});

export const serverRoutes = {
  'GET /': { answer: frontPage, needs: 'nothing' },
  'GET /api/v1/application/status': { answer: status, needs: 'nothing' },
  'GET /api/test': { answer: () => plainOk(), needs: 'nothing' },
  'GET /api/globals': { answer: globals },
  'GET /api/v2/projects': { answer: ({ world }) => ok(world.settings.get('projects')?.items ?? []), on: 'linux' },
} satisfies Routes;
