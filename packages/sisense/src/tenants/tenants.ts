import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, unlessMissing } from '../lookup.ts';
import type { tenantAnswer } from './endpoints.ts';

/** A tenant of a deployment that has several (rest-api §4.4). */
export type Tenant = z.output<typeof tenantAnswer>;

/** Tenants of a deployment that has several (rest-api §4.4). */
export class Tenants {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every tenant; none where the deployment has no tenants (there Sisense answers 404; rest-api §4.4). */
  async list({ signal }: CallOptions = {}): Promise<Tenant[]> {
    return (await unlessMissing(this.#calls.call(endpoints['tenants.list'], { signal }))) ?? [];
  }

  /** A new tenant (rest-api §4.4). */
  create(body: { name: string; [field: string]: unknown }, { signal }: CallOptions = {}): Promise<Tenant> {
    return this.#calls.call(endpoints['tenants.create'], { body, signal });
  }

  /** Deletes a tenant with all that is in it (rest-api §4.4). */
  async delete(id: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['tenants.delete'], { path: { id }, signal });
  }
}
