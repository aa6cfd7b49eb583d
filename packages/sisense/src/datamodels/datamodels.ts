import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { readAllPages } from '../http/pages.ts';
import { byName, type CallOptions, isUuid, theOnly, unlessMissing } from '../lookup.ts';
import type { datamodelAnswer, elasticubeAnswer } from './shapes.ts';

/** A model: in lists without datasets and relations, else with its whole schema (rest-api §7.2). */
export type Datamodel = z.output<typeof datamodelAnswer>;
export type Elasticube = z.output<typeof elasticubeAnswer>;

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

export class Datamodels {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every model, without its schema; complete or an error (rest-api §7.1). */
  list({ signal }: CallOptions = {}): Promise<Datamodel[]> {
    const endpoint = endpoints['datamodels.list'];
    return readAllPages<Datamodel>({
      endpoint,
      pageSize,
      idOf: (model) => model.oid,
      read: async (page) =>
        asList(await this.#calls.call(endpoint, { query: { fields: listFields, sort: 'oid', ...page }, signal })),
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

function wanted(text: string) {
  return {
    kind: 'data model',
    wanted: text,
    endpoint: endpoints['datamodels.list'],
    describe: (model: Datamodel) => ({ id: model.oid, name: model.title ?? model.oid }),
  };
}
