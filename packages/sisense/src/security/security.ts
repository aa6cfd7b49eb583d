import type { z } from 'zod';
import type { partyPermission } from '../datamodels/shapes.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { ruleAnswer } from './endpoints.ts';
import { type RuleToWrite, writableRule } from './writable-rule.ts';

/** A data security rule (rest-api §8.2). */
export type SecurityRule = z.output<typeof ruleAnswer>;

/** A party's permission on a model: `w` edit, `r` use, `a` read (rest-api §8.1). */
export type ModelPermission = z.output<typeof partyPermission>;

/** What is needed of a model to reach its security: an extract by server and title, a live one by id and title. */
export interface SecuredModel {
  oid: string;
  title?: string | null | undefined;
  type?: string | null | undefined;
  server?: string | null | undefined;
}

/** Data security rules and permissions of models, extract and live alike (rest-api §8). */
export class Security {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every data security rule of a model; an empty list is no rule, never a failure (rest-api §8.2). */
  async listRules(model: SecuredModel, { signal }: CallOptions = {}): Promise<SecurityRule[]> {
    if (isLive(model)) {
      return this.#calls.call(endpoints['security.listLive'], { path: { title: titleOf(model) }, signal });
    }
    return this.#calls.call(endpoints['security.listExtract'], { path: extractPath(model), signal });
  }

  /**
   * Adds rules, in one request; one with the same table, column and parties is overwritten. Gives all rules as they are
   * then. An extract model must be built and running, a live one published.
   */
  async addRules(model: SecuredModel, rules: RuleToWrite[], { signal }: CallOptions = {}): Promise<SecurityRule[]> {
    await this.#add(model, rules, { signal });
    return readBack(() => this.listRules(model, { signal }));
  }

  /** Deletes every rule of one column. */
  async deleteRulesOf(
    model: SecuredModel,
    { table, column }: { table: string; column: string },
    { signal }: CallOptions = {},
  ): Promise<void> {
    if (isLive(model)) {
      const path = { title: titleOf(model), table, column };
      await this.#calls.call(endpoints['security.deleteLive'], { path, signal });
      return;
    }
    const query = { table, column };
    await this.#calls.call(endpoints['security.deleteExtract'], { path: extractPath(model), query, signal });
  }

  /**
   * Makes the given rules the only ones. Sisense has no request for that: what is new or different is written first, so that
   * no column is open in between; then what is not wanted is deleted, the default rule last. An extract model has no
   * deletion of one rule: there a column that holds more than was wanted is emptied and written again at once, and for the
   * time between these two requests nothing restricts it.
   */
  async replaceRules(model: SecuredModel, rules: RuleToWrite[], { signal }: CallOptions = {}): Promise<SecurityRule[]> {
    const before = await this.listRules(model, { signal });
    const written = rules.filter((rule) => !before.some((old) => isSameRule(rule, old) && saysTheSame(rule, old)));
    if (written.length > 0) await this.#add(model, written, { signal });
    const now = written.length > 0 ? await readBack(() => this.listRules(model, { signal })) : before;
    const unwanted = now.filter((rule) => !rules.some((wanted) => isSameRule(wanted, rule)));
    if (unwanted.length === 0) return now;
    if (isLive(model)) await this.#deleteLive(unwanted, { signal });
    else await this.#emptyColumns(model, { unwanted, rules, signal });
    return readBack(() => this.listRules(model, { signal }));
  }

  async #deleteLive(unwanted: SecurityRule[], { signal }: CallOptions): Promise<void> {
    for (const { _id } of defaultLast(unwanted)) {
      if (_id) await this.#calls.call(endpoints['security.deleteLiveRule'], { path: { ruleId: _id }, signal });
    }
  }

  async #emptyColumns(
    model: SecuredModel,
    { unwanted, rules, signal }: CallOptions & { unwanted: SecurityRule[]; rules: RuleToWrite[] },
  ): Promise<void> {
    for (const { table, column } of columnsOf(unwanted)) {
      if (signal?.aborted) throw cancelledBetween();
      const wanted = rules.filter((rule) => rule.table === table && rule.column === column);
      try {
        await this.deleteRulesOf(model, { table, column });
      } finally {
        if (wanted.length > 0) await this.#writeAgain(model, wanted);
      }
    }
  }

  /** Nothing restricts the column meanwhile: neither can be cancelled, and this is sent once more, as equal rules overwrite. */
  async #writeAgain(model: SecuredModel, rules: RuleToWrite[]): Promise<void> {
    await this.#add(model, rules, {}).catch(() => this.#add(model, rules, {}));
  }

  /** Who may do what with a model (rest-api §8.1). */
  async listPermissions(model: SecuredModel, { signal }: CallOptions = {}): Promise<ModelPermission[]> {
    if (isLive(model)) {
      return this.#calls.call(endpoints['security.permissionsLive'], { path: { oid: model.oid }, signal });
    }
    const answer = await this.#calls.call(endpoints['security.permissionsExtract'], {
      path: permissionsPath(model),
      signal,
    });
    return (answer.shares ?? []).map(({ party, ...entry }) => ({ ...entry, partyId: entry.partyId ?? party ?? '' }));
  }

  /**
   * Replaces the whole list. Sisense drops entries of inactive users without a word: compare what it gives, which is the
   * list as it is then (rest-api §8.1).
   */
  async setPermissions(
    model: SecuredModel,
    entries: { partyId: string; type: 'user' | 'group'; permission: 'w' | 'r' | 'a' }[],
    { signal }: CallOptions = {},
  ): Promise<ModelPermission[]> {
    const body = entries.map(({ partyId, type, permission }) => ({ partyId, type, permission }));
    if (isLive(model)) {
      await this.#calls.call(endpoints['security.setPermissionsLive'], { path: { oid: model.oid }, body, signal });
    } else {
      const path = permissionsPath(model);
      await this.#calls.call(endpoints['security.setPermissionsExtract'], { path, body, signal });
    }
    return readBack(() => this.listPermissions(model, { signal }));
  }

  async #add(model: SecuredModel, rules: RuleToWrite[], { signal }: CallOptions): Promise<void> {
    const kind = isLive(model) ? 'live' : 'extract';
    const body = rules.map((rule) => writableRule(rule, { kind, title: titleOf(model) }));
    const path = { title: titleOf(model) };
    if (kind === 'extract') {
      await this.#calls.call(endpoints['security.addExtract'], { path: extractPath(model), body, signal });
      return;
    }
    try {
      await this.#calls.call(endpoints['security.addManyLive'], { path, body, signal });
    } catch (error) {
      if (!isUnknownAddress(error)) throw error;
      for (const rule of body) await this.#calls.call(endpoints['security.addLive'], { path, body: rule, signal });
    }
  }
}

/** Servers without the undocumented request for many rules have the documented one for each. */
function isUnknownAddress(error: unknown): boolean {
  return (
    error instanceof SisenseError &&
    error.details.status === 404 &&
    /cannot post/i.test(error.details.serverReason ?? '')
  );
}

/** Some columns are as wanted by then, others as they were. */
function cancelledBetween(): SisenseError {
  const { id, method, path } = endpoints['security.deleteExtract'];
  const message = 'The change of rules was cancelled when a part of it was done.';
  return new SisenseError(message, {
    code: 'cancelled',
    request: { method, path, endpoint: id },
    mayHaveHappened: true,
  });
}

/** Whether a model is live; Sisense writes the type in either case (capabilities-2 §5.1). */
export function isLive(model: { type?: string | null | undefined }): boolean {
  return model.type?.toLowerCase() === 'live';
}

function titleOf(model: SecuredModel): string {
  return model.title ?? '';
}

function extractPath(model: SecuredModel) {
  return { server: model.server || 'LocalHost', title: titleOf(model) };
}

/** Clients use the lower-case name here, whatever the model's server is called (rest-api §8.1). */
function permissionsPath(model: SecuredModel) {
  return {
    server: model.server && !/^localhost$/i.test(model.server) ? model.server : 'localhost',
    title: titleOf(model),
  };
}

function isSameRule(one: RuleToWrite, other: RuleToWrite): boolean {
  return one.table === other.table && one.column === other.column && partiesOf(one) === partiesOf(other);
}

/** Whether two rules of the same column and parties let them see the same; values count as a set. */
function saysTheSame(one: RuleToWrite, other: RuleToWrite): boolean {
  const [left, right] = [one, other].map(({ members, datatype, exclusionary, allMembers }) => {
    const values = (members ?? []).map(String).toSorted();
    return JSON.stringify([values, datatype ?? 'text', exclusionary ?? false, allMembers ?? null]);
  });
  return left === right;
}

function partiesOf({ shares }: RuleToWrite): string {
  return JSON.stringify(
    (shares ?? []).map(({ type, party, partyId }) => `${type} ${partyId ?? party ?? ''}`).toSorted(),
  );
}

function defaultLast(rules: SecurityRule[]): SecurityRule[] {
  const isDefault = (rule: SecurityRule) => Number(rule.shares?.some(({ type }) => type === 'default') ?? false);
  return rules.toSorted((one, other) => isDefault(one) - isDefault(other));
}

function columnsOf(rules: { table: string; column: string }[]) {
  return [...new Map(rules.map(({ table, column }) => [JSON.stringify([table, column]), { table, column }])).values()];
}
