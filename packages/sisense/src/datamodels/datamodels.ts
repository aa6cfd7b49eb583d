import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type Page, readAllPages } from '../http/pages.ts';
import { byName, type CallOptions, isUuid, theOnly, unlessMissing } from '../lookup.ts';
import { listStateQuery, loadQuery, publishQuery, removeQuery } from './graphql.ts';
import type { datamodelAnswer, datamodelExport, datamodelMetadata, elasticubeAnswer } from './shapes.ts';

/** A model: in lists without datasets and relations, else with its whole schema (rest-api §7.2). */
export type Datamodel = z.output<typeof datamodelAnswer>;
/** A model as the list that Windows and Linux share has it (rest-api §7.7). */
export type Elasticube = z.output<typeof elasticubeAnswer>;
/** The content of a `.smodel` (rest-api §7.3). */
export type DatamodelExport = z.output<typeof datamodelExport>;
/** A model with its build state; `sizeInMb` is in mebibytes. */
export type DatamodelState = z.output<typeof datamodelMetadata> & { status: string };

/** What an export can take along (rest-api §7.1). */
export const dependencies = [
  'dataContext',
  'scopeConfiguration',
  'formulaManagement',
  'drillHierarchies',
  'perspectives',
] as const;

const pageSize = 10_000;
const listFields = [
  'oid',
  'title',
  'type',
  'server',
  'relationType',
  'lastBuildTime',
  'lastSuccessfulBuildTime',
  'lastPublishTime',
  'lastUpdated',
  'creator',
  'tenant',
  'shares',
].join(',');

/** Data models: reading, exporting, importing, making, deleting (rest-api §7). Lists are of Linux unless said. */
export class Datamodels {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every model, without its schema; complete or an error (rest-api §7.1). */
  list({ signal }: CallOptions = {}): Promise<Datamodel[]> {
    const endpoint = endpoints['datamodels.list'];
    const read = async (page: Page, sort: string) =>
      asList(await this.#calls.call(endpoint, { query: { fields: listFields, sort, ...page }, signal }));
    return readAllPages<Datamodel>({
      endpoint,
      pageSize,
      idOf: (model) => model.oid,
      read: (page) => read(page, 'oid'),
      readFromEnd: (page) => read(page, '-oid'),
    });
  }

  /**
   * A model with its whole schema, by id or title; one request unless the title is written in another case.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async get(oidOrTitle: string, options: CallOptions = {}): Promise<Datamodel> {
    const byId = isUuid(oidOrTitle) ? await unlessMissing(this.#byId(oidOrTitle, options)) : undefined;
    return byId ?? this.#byTitle(oidOrTitle, options);
  }

  /**
   * A model without its schema, by id or title.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(oidOrTitle: string, options: CallOptions = {}): Promise<Datamodel> {
    const models = await this.list(options);
    const byId = models.filter((model) => model.oid === oidOrTitle);
    return theOnly(byId.length > 0 ? byId : byName(models, oidOrTitle, (model) => model.title), wanted(oidOrTitle));
  }

  /** What Windows and Linux both list; without schema (rest-api §7.7). */
  listElasticubes({ signal }: CallOptions = {}): Promise<Elasticube[]> {
    return this.#calls.call(endpoints['datamodels.listElasticubes'], { signal });
  }

  /**
   * Every model with its build state and size, which the plain list lacks; Linux only (rest-api §7.7). `status` is one
   * word: `building` when Sisense says so among others, else its first word, else `unknown`.
   */
  async listWithState({ signal }: CallOptions = {}): Promise<DatamodelState[]> {
    const body = { query: listStateQuery, operationName: 'elasticubesMetadata' as const };
    const { data } = await this.#calls.call(endpoints['datamodels.listMetadata'], { body, signal });
    return (data?.elasticubesMetadata ?? []).map((model) => ({ ...model, status: oneWord(model.status) }));
  }

  /** A new, empty model. @throws SisenseError `conflict` when the title is taken */
  create(
    body: { title: string; type: 'extract' | 'live'; server?: string },
    { signal }: CallOptions = {},
  ): Promise<Datamodel> {
    return this.#calls.call(endpoints['datamodels.create'], { body: { server: 'LocalHost', ...body }, signal });
  }

  /** Deletes a model with its data (rest-api §7.1). */
  async delete(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['datamodels.delete'], { path: { oid }, signal });
  }

  /**
   * The id of the model with this title on this server, as the modelling page looks it up (GraphQL; rest-api §7.7).
   *
   * @throws SisenseError `not-found`
   */
  async load(title: string, { server = 'LocalHost', signal }: CallOptions & { server?: string } = {}): Promise<string> {
    const body = { query: loadQuery, operationName: 'loadElasticube' as const, variables: { title, server } };
    const { data } = await this.#calls.call(endpoints['datamodels.findByTitle'], { body, signal });
    return theOnly(data?.elasticubeByTitle ? [data.elasticubeByTitle] : [], {
      ...wanted(title),
      describe: ({ oid }) => ({ id: oid, name: title }),
    }).oid;
  }

  /** Deletes a model by title, where there is no address by id (Windows); a GraphQL failure is a failure here. */
  async deleteByTitle(
    title: string,
    { server = 'LocalHost', signal }: CallOptions & { server?: string } = {},
  ): Promise<void> {
    const body = { query: removeQuery, operationName: 'removeElasticube' as const, variables: { title, server } };
    await this.#calls.call(endpoints['datamodels.removeByTitle'], { body, signal });
  }

  /** Publishes a live model (GraphQL); `builds.start` with `publish` does the same over REST. */
  async publish(oid: string, { signal }: CallOptions = {}): Promise<void> {
    const body = {
      query: publishQuery,
      operationName: 'publishElasticube' as const,
      variables: { elasticubeOid: oid },
    };
    await this.#calls.call(endpoints['datamodels.publishLive'], { body, signal });
  }

  /** The perspectives of all models; Linux only. */
  listPerspectives({ signal }: CallOptions = {}) {
    return this.#calls.call(endpoints['datamodels.perspectives'], { signal });
  }

  /** A copy under another title. */
  clone(oid: string, title: string, { signal }: CallOptions = {}): Promise<unknown> {
    return this.#calls.call(endpoints['datamodels.clone'], { path: { oid }, body: { title }, signal });
  }

  /**
   * The `.smodel` of a model, with what depends on it. Secrets of its connections come encrypted (rest-api §7.3).
   *
   * @param options.include which dependencies; all of them unless told
   * @throws SisenseError `conflict` while the model builds
   */
  async export(
    oid: string,
    { include = dependencies, signal }: CallOptions & { include?: readonly string[] } = {},
  ): Promise<DatamodelExport> {
    const query = {
      datamodelId: oid,
      type: 'schema-latest' as const,
      ...(include.length > 0 ? { dependenciesIdsToInclude: include.join(',') } : {}),
    };
    return this.#calls.call(endpoints['datamodels.export'], { query, signal });
  }

  /** The same from a Windows deployment (rest-api §11). */
  exportFromWindows(oid: string, { signal }: CallOptions = {}): Promise<DatamodelExport> {
    return this.#calls.call(endpoints['datamodels.exportWindows'], { path: { oid }, signal });
  }

  /** Schema and data as `.sdata` (tar.gz), piece by piece, at the pace of the reader. Linux only. */
  exportWithData(oid: string, { signal }: CallOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    return this.#calls.stream(endpoints['datamodels.exportFull'], { query: { datamodelId: oid }, signal });
  }

  /**
   * Imports a `.smodel`: as a new model, under `newTitle`, or over the model `datamodelId`, whose title then stays.
   *
   * @throws SisenseError `conflict` when the title is taken
   */
  import(
    model: Record<string, unknown>,
    { newTitle, datamodelId, signal }: CallOptions & { newTitle?: string; datamodelId?: string } = {},
  ) {
    return this.#calls.call(endpoints['datamodels.import'], { query: { newTitle, datamodelId }, body: model, signal });
  }

  #byId(oid: string, { signal }: CallOptions): Promise<Datamodel> {
    return this.#calls.call(endpoints['datamodels.get'], { path: { oid }, signal });
  }

  async #byTitle(title: string, options: CallOptions): Promise<Datamodel> {
    const { signal } = options;
    const asked = this.#calls.call(endpoints['datamodels.list'], { query: { title }, signal });
    const exact = asList(await unlessMissing(asked)).filter((model) => model.title === title);
    if (exact.length > 0) return theOnly(exact, wanted(title));
    const inOtherCase = await this.resolve(title, options);
    return this.#byId(inOtherCase.oid, options);
  }
}

function asList(answer: Datamodel | Datamodel[] | null | undefined): Datamodel[] {
  if (answer === null || answer === undefined) return [];
  return Array.isArray(answer) ? answer : [answer];
}

function oneWord(status: string | string[] | null | undefined): string {
  const words = typeof status === 'string' ? [status] : (status ?? []);
  return words.includes('building') ? 'building' : (words[0] ?? 'unknown');
}

function wanted(text: string) {
  return {
    kind: 'data model',
    wanted: text,
    endpoint: endpoints['datamodels.list'],
    describe: (model: Datamodel) => ({ id: model.oid, name: model.title ?? model.oid }),
  };
}
