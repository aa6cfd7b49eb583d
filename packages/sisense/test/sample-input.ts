import type { NamedEndpoint } from '../src/http/request.ts';

const bodies: Record<string, unknown> = {
  'encryption.encrypt': { value: 'canary-secret' },
  'encryption.decrypt': { value: 'canary-secret' },
  'datamodels.listMetadata': { query: '{x}', operationName: 'elasticubesMetadata' },
  'datamodels.findByTitle': { query: '{x}', operationName: 'loadElasticube' },
  'datamodels.removeByTitle': { query: '{x}', operationName: 'removeElasticube' },
  'datamodels.publishLive': { query: '{x}', operationName: 'publishElasticube' },
  'builds.recentLogs': { query: '{x}', operationName: 'getRecentBuildLogs' },
};

const everything = {
  name: 'Ann',
  username: 'ann',
  password: 'canary-password',
  title: 'Sales',
  type: 'extract',
  provider: 'x',
  connectionData: {},
  columns: [],
  ownerId: 'u1',
  sharesTo: [],
  metadata: [],
  data: '{}',
  queries: 'q1',
  offset: 0,
  count: 1,
  value: 'a value',
  datamodelId: 'm1',
  buildType: 'full',
  queryParams: {},
  queryOptions: {},
};

const query = {
  ids: 'a',
  dashboardIds: 'a',
  folderIds: 'a',
  datamodelId: 'm1',
  query: 'select canary-query',
  table: 'T',
  column: 'C',
  type: 'Full',
  width: 1,
  height: 1,
  paperFormat: 'A4',
  paperOrientation: 'portrait',
  layout: 'asis',
  elasticube: 'Sales',
  action: 'rename',
  destination: '/x',
  override: false,
  rename: false,
};

/** Something acceptable to send to any endpoint, made from its definition. */
export function sampleInput(endpoint: NamedEndpoint) {
  const path = Object.fromEntries([...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', 'a1']));
  return {
    path,
    query: fitting(endpoint.query, [
      query,
      { ...query, type: 'schema-latest' },
      { ...query, action: 'skip' },
      { ...query, format: 'csv' },
    ]),
    body: bodyOf(endpoint),
  };
}

function bodyOf(endpoint: NamedEndpoint): unknown {
  if (endpoint.id in bodies) return bodies[endpoint.id];
  return fitting(endpoint.body, [everything, [], ['a'], { table: 'T', column: 'C', shares: [] }]);
}

function fitting(shape: NamedEndpoint['query'], candidates: unknown[]): unknown {
  if (!shape) return undefined;
  const fit = candidates.find((candidate) => shape.safeParse(candidate).success);
  if (fit === undefined) throw new Error(`No sample fits: ${shape.safeParse(candidates[0]).error?.message}`);
  return fit;
}
