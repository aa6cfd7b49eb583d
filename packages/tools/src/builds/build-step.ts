import { z } from 'zod';
import { modelType } from '../datamodels/model-type.ts';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { stepKind } from '../step-kind.ts';

const argument = z.object({
  id: z.string(),
  buildType: z.enum(['full', 'by_table', 'schema_changes', 'publish']),
  rowLimit: z.int().optional(),
  schemaOrigin: z.enum(['latest', 'running']).optional(),
});
type BuildArgument = z.output<typeof argument>;

/**
 * Builds an extract model, or publishes a live one, and waits for the end. What tells that it happened is the time of the
 * last success; so a build by someone else since the plan makes this one stale.
 */
export const buildStep = stepKind<BuildArgument>({
  name: 'datamodel.build',
  action: 'run',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const model = await ifFound(sisense.datamodels.resolve(id, { signal }));
    if (model === null) return null;
    const at =
      modelType(model) === 'live' ? model.lastPublishTime : (model.lastSuccessfulBuildTime ?? model.lastBuildTime);
    return { lastSuccess: at ?? null };
  },
  apply: async ({ argument: { id, buildType, rowLimit, schemaOrigin }, sisense, signal, progress }) => {
    const wish = {
      datamodelId: id,
      buildType,
      ...(rowLimit === undefined ? {} : { rowLimit }),
      ...(schemaOrigin === undefined ? {} : { schemaOrigin }),
    };
    const started = await sisense.builds.start(wish, { signal });
    if (started.oid === undefined || started.status === 'done') return { id };
    const build = { oid: started.oid, datamodelId: id };
    const ended = await sisense.builds.wait(build, {
      signal,
      onProgress: ({ status }) => progress(`Build: ${status ?? 'started'}`),
    });
    if (ended.status !== 'done') {
      throw new Refusal(
        `The build ended as ${ended.status ?? 'unknown'}: look at it in Sisense (builds.recent lists it).`,
        'unavailable',
      );
    }
    return { id, result: { build: started.oid } };
  },
  judge: ({ before, now }) => {
    if (now === null) return 'unknown';
    return JSON.stringify(now) === JSON.stringify(before) ? 'not-applied' : 'applied';
  },
  undo: { possible: false, because: 'the build replaces the data of the one before' },
});
