import type { z } from 'zod';
import { buildLogsQuery } from '../datamodels/graphql.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, unlessMissing } from '../lookup.ts';
import type { buildAnswer } from './endpoints.ts';
import { type ScheduleWish, scheduleBody } from './schedule.ts';

/** A build; `status` is pending, building, done, failed or cancelled (rest-api §7.5). */
export type Build = z.output<typeof buildAnswer>;

/** What starting gives: `oid` is missing where a live publish was done at once. */
export type StartedBuild = z.output<(typeof endpoints)['builds.start']['answer']>;

/** Which model to build, and how (rest-api §7.5). */
export interface BuildWish {
  datamodelId: string;
  /** `publish` for live models. */
  buildType: 'full' | 'by_table' | 'schema_changes' | 'publish';
  /** Rows per table; 0 or absent is all. */
  rowLimit?: number;
  schemaOrigin?: 'latest' | 'running';
}

/** How long a build is waited for, and who is told meanwhile. */
export interface WaitOptions extends CallOptions {
  /** Called whenever the status was read. */
  onProgress?: (build: Build) => void;
  /** How long to wait in all; an hour unless told. */
  timeoutMs?: number;
}

const finished = new Set(['done', 'failed', 'cancelled', 'canceled']);
const graceMs = 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;

/** A deployment that is restarted under a long build is waited for, not given up on. */
const mostFailures = 12;

/** Builds of models, their schedules, and starting and stopping of built models (rest-api §7.5, §7.8). */
export class Builds {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Starts a build. A live publish may be done at once and then has no id (rest-api §7.5). */
  async start(wish: BuildWish, { signal }: CallOptions = {}): Promise<StartedBuild> {
    const answer = await this.#calls.call(endpoints['builds.start'], { body: { ...wish }, signal });
    if (answer.oid === undefined && answer['publishElasticube'] === true) return { ...answer, status: 'done' };
    return answer;
  }

  /** The builds of a model, or of the deployment; as long as Sisense keeps them. */
  async list({
    datamodelId,
    status,
    signal,
  }: CallOptions & { datamodelId?: string; status?: string } = {}): Promise<Build[]> {
    const answer = await this.#calls.call(endpoints['builds.list'], { query: { datamodelId, status }, signal });
    return Array.isArray(answer) ? answer : answer.builds;
  }

  /** @throws SisenseError `not-found`: also just after the start, and long after the end (rest-api §7.5) */
  async get(oid: string, { signal }: CallOptions = {}): Promise<Build> {
    const answer = await this.#calls.call(endpoints['builds.get'], { path: { oid }, signal });
    const listed = answer['builds'];
    return (Array.isArray(listed) ? listed[0] : answer) as Build;
  }

  /**
   * Waits until a build is done, failed or cancelled, and gives it; look at its `status`.
   *
   * @throws SisenseError `timeout` when it still runs then, `cancelled`; neither stops the build
   */
  async wait(build: { oid: string; datamodelId?: string | null }, options: WaitOptions = {}): Promise<Build> {
    const { clock } = this.#calls;
    const startedAt = clock.now();
    const endsAt = startedAt + (options.timeoutMs ?? 3_600_000);
    let failures = 0;
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 1.5)) {
      const isNew = clock.now() - startedAt < graceMs;
      const now = await this.#look(build, { ...options, isNew }).catch((error: unknown) => {
        failures += 1;
        if (failures >= mostFailures || !isPassing(error)) throw error;
        return undefined;
      });
      if (now) failures = 0;
      if (now) options.onProgress?.(now);
      if (now && finished.has(now.status ?? '')) return now;
      if (clock.now() + pause > endsAt) throw waitFailure('timeout', 'The build still runs; look again later.');
      await clock.sleep(pause, options.signal).catch(() => {
        throw waitFailure('cancelled', 'Waiting for the build was cancelled; the build itself goes on.');
      });
    }
  }

  /** Asks Sisense to stop a build. */
  async cancel(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.cancel'], { path: { oid }, signal });
  }

  /** Asks Sisense to stop every build of a model (rest-api §7.5). */
  async cancelAllOf(datamodelId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.cancelAll'], { query: { datamodelId }, signal });
  }

  /** The last log lines of a model's builds, as GraphQL gives them; Linux only (rest-api §7.7). */
  async recentLogs(datamodelOid: string, { signal }: CallOptions = {}): Promise<unknown> {
    const variables = { elasticubeOid: datamodelOid };
    const body = { query: buildLogsQuery, operationName: 'getRecentBuildLogs' as const, variables };
    return (await this.#calls.call(endpoints['builds.recentLogs'], { body, signal })).data?.['getRecentBuildLogs'];
  }

  /** Starts a build on Windows, where builds have no ids: look at `listModelsOn` for its state (rest-api §11). */
  async startOnWindows(
    model: { server?: string | null; title: string },
    { type, signal }: CallOptions & { type: 'Full' | 'Delta' | 'FullUpdateExisting' | 'None' },
  ): Promise<void> {
    await this.#calls.call(endpoints['builds.startWindows'], { path: modelPath(model), query: { type }, signal });
  }

  /** Stops the build of a model on Windows (rest-api §11). */
  async stopOnWindows(model: { server?: string | null; title: string }, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.stopWindows'], { path: modelPath(model), signal });
  }

  /** The extract models of a server with their status numbers: 1 stopped, 2 running, 2048 building (rest-api §7.8). */
  listModelsOn(server: string, { signal }: CallOptions = {}) {
    return this.#calls.call(endpoints['builds.modelsOnServer'], { path: { server }, signal });
  }

  /** Starts, stops or restarts a built extract model (rest-api §7.8). */
  async startModel(model: { server?: string | null; title: string }, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.startModel'], { path: modelPath(model), signal });
  }

  /** Stops a built extract model: it answers no queries until it is started (rest-api §7.8). */
  async stopModel(model: { server?: string | null; title: string }, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.stopModel'], { path: modelPath(model), signal });
  }

  /** Stops a built extract model and starts it again (rest-api §7.8). */
  async restartModel(model: { server?: string | null; title: string }, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['builds.restartModel'], { path: modelPath(model), signal });
  }

  /** When a model is built by itself; `undefined` when it is not. */
  async getSchedule(datamodelOid: string, { signal }: CallOptions = {}): Promise<Record<string, unknown> | undefined> {
    const asked = this.#calls.call(endpoints['datamodels.getSchedule'], { path: { oid: datamodelOid }, signal });
    const schedule = await unlessMissing(asked);
    return schedule && Object.keys(schedule).length > 0 ? schedule : undefined;
  }

  /** @throws TypeError for a wish that cannot be; then nothing was sent */
  async setSchedule(datamodelOid: string, wish: ScheduleWish, { signal }: CallOptions = {}): Promise<void> {
    const body = scheduleBody(wish);
    await this.#calls.call(endpoints['datamodels.setSchedule'], { path: { oid: datamodelOid }, body, signal });
  }

  /** From then on the model is built only when somebody asks for it (rest-api §7.5). */
  async deleteSchedule(datamodelOid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['datamodels.deleteSchedule'], { path: { oid: datamodelOid }, signal });
  }

  /** A build as it is; `undefined` while a new one is not known yet. One that is gone is looked for in the list. */
  async #look(
    { oid, datamodelId }: { oid: string; datamodelId?: string | null },
    { signal, isNew }: CallOptions & { isNew: boolean },
  ): Promise<Build | undefined> {
    try {
      return await this.get(oid, { signal });
    } catch (error) {
      if (!(error instanceof SisenseError) || !isUnknownBuild(error)) throw error;
      const known = datamodelId ? await this.list({ datamodelId, signal }) : [];
      const found = known.find((one) => one.oid === oid);
      if (found || isNew) return found;
      throw error;
    }
  }
}

function isUnknownBuild(error: SisenseError): boolean {
  return error.code === 'not-found' || /data source not found/i.test(error.details.serverReason ?? '');
}

function isPassing(error: unknown): boolean {
  const passing = ['unavailable', 'unreachable', 'timeout', 'rate-limited'];
  return error instanceof SisenseError && passing.includes(error.code);
}

function waitFailure(code: 'timeout' | 'cancelled', message: string): SisenseError {
  const endpoint = endpoints['builds.get'];
  const request = { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id };
  return new SisenseError(message, { code, request, mayHaveHappened: false });
}

function modelPath({ server, title }: { server?: string | null; title: string }) {
  return { server: server || 'LocalHost', title };
}
