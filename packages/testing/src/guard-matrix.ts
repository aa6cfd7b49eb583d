/** A route with its parameters filled in. */
export interface Route {
  method: string;
  path: string;
}

export interface GuardedRequest extends Route {
  headers: Record<string, string>;
  body?: string;
}

export interface GuardCell {
  request: GuardedRequest;
  /** How the guard must refuse it; nothing where the request may come in. */
  refused: 403 | 405 | 415 | undefined;
}

interface Guarded {
  /** `localhost:8002`: where requests that may come in are sent to. */
  host: string;
  /** Origin of the page that may call. */
  page: string;
  /** The one content type that a body may have on this route. */
  bodyType?: string;
  /** What every request carries besides: credentials, so that one that came through would do something. */
  headers?: Record<string, string>;
  body?: string;
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const types = [json, form, 'text/plain', 'multipart/form-data; boundary=x', `${json}; charset=utf-7`, undefined];
const foreignHosts = ['evil.example', 'localhost.evil.example:8002', '169.254.169.254'];
const foreignMethods = ['PUT', 'PATCH', 'OPTIONS', 'PROPFIND'];
const sites: [string | undefined, boolean][] = [
  [undefined, true],
  ['same-origin', true],
  ['same-site', false],
  ['cross-site', false],
];

/** Types by which an answer says that it is the guard's. */
const guardsOwn = [
  'host-not-allowed',
  'origin-not-allowed',
  'cross-site',
  'content-type-not-allowed',
  'method-not-allowed',
];

interface Sender {
  headers: Record<string, string>;
  isForeign: boolean;
}

/** Every combination of Host, Origin and Sec-Fetch-Site, and whether its sender is one that may not call. */
function sendersTo({ host, page }: Guarded): Sender[] {
  const origins: [string | undefined, boolean][] = [
    [undefined, true],
    [`http://${host}`, true],
    [page, true],
    ['https://evil.example', false],
    ['null', false],
  ];
  return [host, ...foreignHosts].flatMap((named) =>
    origins.flatMap(([origin, originFits]) =>
      sites.map(([site, siteFits]) => ({
        headers: { host: named, ...has('origin', origin), ...has('sec-fetch-site', site) },
        isForeign: named !== host || !originFits || !(siteFits || origin === page),
      })),
    ),
  );
}

/**
 * Every sender with every content type on one route, and methods that are not served, with what the rules of the guard say
 * about each in other words than its code.
 */
export function guardCells({ method, path }: Route, guarded: Guarded): GuardCell[] {
  const { host, bodyType = json, body = '{}', headers = {} } = guarded;
  const hasBody = method !== 'GET';
  const bodyParts = hasBody ? { body } : {};
  const carried = { ...headers, ...(hasBody ? { 'content-length': String(body.length) } : {}) };
  const cells = sendersTo(guarded).flatMap((sender) =>
    (hasBody ? types : [undefined]).map((type): GuardCell => {
      const sent = { ...carried, ...sender.headers, ...has('content-type', type) };
      const typeFits = !hasBody || type === bodyType;
      return {
        request: { method, path, headers: sent, ...bodyParts },
        refused: sender.isForeign ? 403 : typeFits ? undefined : 415,
      };
    }),
  );
  const otherwise = foreignMethods.map((foreign): GuardCell => {
    return { request: { method: foreign, path, headers: { ...headers, host } }, refused: 405 };
  });
  return [...cells, ...otherwise];
}

function has(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** What was answered otherwise than the rules say; nothing where it is as it must be. */
export async function faultOfGuard({ request, refused }: GuardCell, answer: Response): Promise<string | undefined> {
  const said = await answer.text();
  const isGuards = guardsOwn.some((type) => said.includes(`"error_type":"${type}"`));
  const fits = refused === undefined ? !isGuards && answer.status !== 500 : isGuards && answer.status === refused;
  if (fits) return undefined;
  return `${request.method} ${request.path} ${JSON.stringify(request.headers)}: ${answer.status}, not ${refused}`;
}

interface Routed {
  routes: readonly { method: string; path: string }[];
}

/**
 * Every route that an app has, read from its router, so that a new one cannot be forgotten. Parameters are filled in by
 * their names; without `wildcard`, paths that stand for many are left out.
 */
export function routesOf(
  app: Routed,
  { fill = () => 'x', wildcard }: { fill?: (name: string, path: string) => string; wildcard?: string } = {},
): Route[] {
  const isMiddleware = ({ method, path }: Route) => method === 'ALL' && path === '/*';
  const served = app.routes.filter(
    (route) => !isMiddleware(route) && (wildcard !== undefined || !route.path.includes('*')),
  );
  const all = served.flatMap(({ method, path }) => {
    const filled = path.replaceAll('*', wildcard ?? '').replaceAll(/:(\w+)/g, (_, name: string) => fill(name, path));
    const methods = method === 'ALL' ? ['GET', 'POST', 'DELETE'] : [method];
    return methods.map((one) => `${one} ${filled}`);
  });
  return [...new Set(all)].map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path };
  });
}

interface Fetching {
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** Straight to an app, as if it had come over a socket. */
export async function deliver(app: Fetching, { method, path, headers, body }: GuardedRequest): Promise<Response> {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  return app.fetch(new Request(`http://localhost${path}`, init), {});
}
