import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const ask = async (query: string, more: object = {}) =>
  row((await open.call('POST', '/api/v2/ecm/', { body: { query, ...more } })).json);

it('takes variables by their own names, aliases, fragments, and the operation that is named', async () => {
  const query = `
    # two operations in one text
    query other { elasticubesMetadata { oid } }
    query find($wanted: String!, $where: String) {
      cube: elasticubeByTitle(title: $wanted, server: $where) { ...head ... on ElasticubeMetadata { kind: type } }
      elasticubeExists(title: "none")
    }
    fragment head on ElasticubeMetadata { title creator { id firstName } }`;
  const { data } = await ask(query, { variables: { wanted: 'Sales' }, operationName: 'find' });
  expect(data).toEqual({
    cube: { title: 'Sales', creator: { id: expect.any(String), firstName: 'Sofia' }, kind: 'EXTRACT' },
    elasticubeExists: false,
  });
});

it('tells of a model all that a list of models shows', async () => {
  const fields = `oid title server serverId type status sizeInMb relationType provider importTime hasDatasets
    hasDatasetsWithoutConnectionParameters datasets { oid database schemaName connection { id } } lastBuildTime
    lastBuildStatus lastSuccessfulBuildTime lastPublishTime lastUpdated hasPendingChanges nextBuildTime
    tenant { _id name systemManagement } creator { id firstName lastName } shares { partyId type permission }
    buildDestination { destination database schema }`;
  const { data } = await ask(`{ elasticubesMetadata { ${fields} } }`);
  const found = rows(row(data).elasticubesMetadata);
  expect(found.find(({ title }) => title === 'Sales')).toMatchObject({
    status: ['running'],
    provider: 'RedShift',
    lastBuildStatus: 'done',
    hasDatasets: true,
    hasDatasetsWithoutConnectionParameters: false,
    hasPendingChanges: false,
    nextBuildTime: expect.stringMatching(/^2026-11-2/),
    tenant: { name: 'system', systemManagement: true },
    creator: { firstName: 'Sofia', lastName: 'Rossi' },
    buildDestination: { destination: 'LOCAL' },
  });
  expect(found.find(({ title }) => title === 'Loyalty (draft)')).toMatchObject({
    status: ['draft'],
    hasPendingChanges: true,
  });
});

it('tells what it cannot do in an answer of 200', async () => {
  expect(await ask('{ nothing { here } }')).toMatchObject({ data: null, errors: [{ message: expect.any(String) }] });
  expect(await ask('no braces')).toMatchObject({ data: null, errors: [{ message: expect.any(String) }] });
  expect(await ask('mutation { publishElasticube(elasticubeOid: "x") }')).toMatchObject({ data: null });
});
