import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import type { metadataAnswer } from './endpoints.ts';

/** A saved formula or filter of a datasource (capabilities-1 §2.13). */
export type SavedMetadata = z.output<typeof metadataAnswer>;

/** Which datasource saved formulas and filters are of; all of them without one (rest-api §9). */
export interface MetadataFilter extends CallOptions {
  /** Title of the datasource. */
  datasource?: string | undefined;
  /** `localhost/Sales`. */
  fullname?: string | undefined;
  server?: string | undefined;
}

/** Saved formulas and filters, and drill hierarchies (rest-api §9). */
export class Metadata {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Saved formulas, of one datasource or of all (rest-api §9). */
  measures(filter: MetadataFilter = {}): Promise<SavedMetadata[]> {
    const { signal } = filter;
    return this.#calls.call(endpoints['metadata.measures'], { query: queryOf(filter), signal });
  }

  /** Saved filters. */
  dimensions(filter: MetadataFilter = {}): Promise<SavedMetadata[]> {
    const { signal } = filter;
    return this.#calls.call(endpoints['metadata.dimensions'], { query: queryOf(filter), signal });
  }

  /** Formulas as newer servers list them. */
  formulas(filter: MetadataFilter = {}): Promise<Record<string, unknown>[]> {
    const { signal } = filter;
    return this.#calls.call(endpoints['metadata.formulas'], { query: queryOf(filter), signal });
  }

  /** Drill hierarchies of a model, of a table or of a column. */
  hierarchies(
    { elasticube, table, column }: { elasticube: string; table?: string; column?: string },
    { signal }: CallOptions = {},
  ): Promise<unknown> {
    return this.#calls.call(endpoints['metadata.hierarchies'], { query: { elasticube, table, column }, signal });
  }

  /** Saves a formula or a filter; gives what Sisense answered, which may be nothing. */
  create(body: Record<string, unknown>, { signal }: CallOptions = {}): Promise<unknown> {
    return this.#calls.call(endpoints['metadata.create'], { body, signal });
  }

  /** Deletes a saved formula or filter by id (rest-api §9). */
  async delete(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['metadata.delete'], { path: { oid }, signal });
  }
}

function queryOf({ datasource, fullname, server }: MetadataFilter) {
  return { datasource, dsFullName: fullname, server };
}
