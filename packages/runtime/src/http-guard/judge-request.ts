import { isAllowedHost, isAllowedOrigin } from './host-names.ts';
import { type Refusal, refusals } from './refusal.ts';

export interface GuardRules {
  /** Host names besides loopback, lower case, with or without port. */
  allowedHosts: readonly string[];
  /** Origins of pages, besides the one served under the same Host, that may call. */
  allowedOrigins: readonly string[];
  methods: readonly string[];
  /** Content types that a body may have on this path. */
  bodyTypes: (path: string) => readonly string[];
  /** Paths whose pages may be opened by a link on another site. */
  linkable: (path: string) => boolean;
}

export interface RequestFacts {
  method: string;
  path: string;
  header(name: string): string | undefined;
}

/** The reason to turn a request away, looking at nothing but its head. */
export function judgeRequest(request: RequestFacts, rules: GuardRules): Refusal | undefined {
  const host = request.header('host');
  if (!isAllowedHost(host, rules.allowedHosts)) return refusals.host;
  if (!rules.methods.includes(request.method)) return refusals.method;
  return judgeSender(request, rules) ?? judgeContentType(request, rules);
}

function judgeSender(request: RequestFacts, rules: GuardRules): Refusal | undefined {
  const origin = request.header('origin');
  const host = request.header('host') ?? '';
  if (origin !== undefined && !isAllowedOrigin(origin, { host, allowed: rules.allowedOrigins })) return refusals.origin;
  const site = request.header('sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  if (origin !== undefined && rules.allowedOrigins.includes(origin.toLowerCase())) return undefined;
  return isLinkFollowed(request) && rules.linkable(request.path) ? undefined : refusals.crossSite;
}

/** A person followed a link: a whole page is asked for, and nothing reads the answer but the person. */
function isLinkFollowed({ method, header }: RequestFacts): boolean {
  return method === 'GET' && header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document';
}

function judgeContentType(request: RequestFacts, rules: GuardRules): Refusal | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const written = request.header('content-type');
  if (written === undefined) return hasBody(request) ? refusals.contentType : undefined;
  const [type = '', ...parameters] = written
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const plain = parameters.every((parameter) => parameter === '' || /^charset="?utf-8"?$/.test(parameter));
  return plain && rules.bodyTypes(request.path).includes(type) ? undefined : refusals.contentType;
}

function hasBody({ header }: RequestFacts): boolean {
  return header('transfer-encoding') !== undefined || (header('content-length') ?? '0') !== '0';
}
