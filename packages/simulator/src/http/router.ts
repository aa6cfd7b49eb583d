import type { Route, Routes } from '../call.ts';

export interface FoundRoute {
  key: string;
  route: Route;
  params: Record<string, string>;
}

interface Pattern {
  key: string;
  route: Route;
  segments: string[];
  /** Fixed segments count for more, so that `/users/bulk` goes before `/users/{id}`. */
  weight: number;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Finds the route of a request; the more fixed segments it has, the earlier it is tried. A slash at the end does not matter. */
export function createRouter(routes: Routes) {
  const byShape = new Map<string, Pattern[]>();
  for (const [key, route] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ');
    const segments = path.slice(1).split('/');
    const weight = segments.reduce((sum, one, index) => sum + (one.startsWith('{') ? 0 : 2 ** (20 - index)), 0);
    const shape = `${method} ${segments.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), { key, route, segments, weight }]);
  }
  for (const patterns of byShape.values()) patterns.sort((a, b) => b.weight - a.weight);

  const find = (method: string, path: string): FoundRoute | undefined => {
    const segments = path.slice(1).split('/');
    for (const pattern of byShape.get(`${method} ${segments.length}`) ?? []) {
      const params = paramsOf(pattern.segments, segments);
      if (params !== undefined) return { key: pattern.key, route: pattern.route, params };
    }
    return undefined;
  };
  const findRoute = (method: string, path: string): FoundRoute | undefined =>
    find(method, path) ?? (path.endsWith('/') ? find(method, path.slice(0, -1)) : undefined);
  return {
    findRoute,
    methodsOf: (path: string): string[] => methods.filter((method) => findRoute(method, path) !== undefined),
  };
}

function paramsOf(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{')) {
      const value = decoded(actual);
      if (value === undefined || value === '') return undefined;
      params[expected.slice(1, -1)] = value;
    } else if (expected.toLowerCase() !== actual.toLowerCase()) return undefined;
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
