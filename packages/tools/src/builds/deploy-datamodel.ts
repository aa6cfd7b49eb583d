import { z } from 'zod';
import { modelType } from '../datamodels/model-type.ts';
import { changeTool } from '../tool.ts';
import { count, someOf } from '../words.ts';
import { buildStep } from './build-step.ts';

export const deployDatamodel = changeTool({
  id: 'datamodel.deploy_datamodel',
  title: 'Build or publish data model',
  description: 'Builds one extract model, or publishes one live model, and waits until it is done.',
  destructive: true,
  idempotent: false,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    build_type: z.enum(['full', 'by_table', 'schema_changes']).default('full'),
    row_limit: z.int().min(0).default(0).describe('Rows per table; 0 is all'),
    schema_origin: z.enum(['latest', 'running']).default('latest'),
  }),
  examples: [
    { ask: 'Build Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'Build Finance with 1000 rows per table', input: { datamodel_name: 'Finance', row_limit: 1000 } },
    { ask: 'Publish Live Orders', input: { datamodel_name: 'Live Orders' } },
  ],
  tags: ['datamodels', 'builds'],
  steps: [buildStep],
  plan: async ({ datamodel_name, build_type, row_limit, schema_origin }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const title = model.title ?? model.oid;
    const live = modelType(model) === 'live';
    const builds = live ? [] : await sisense.builds.list({ datamodelId: model.oid, signal });
    const busy = builds.filter(({ status }) => status === 'building' || status === 'pending');
    const dashboards = await sisense.dashboards.list({ fields: ['oid', 'title'], datasourceTitle: title, signal });
    const readers = dashboards.map((one) => one.title ?? one.oid);
    return {
      summary: live ? `Publish data model ${title}` : `Build data model ${title} (${build_type})`,
      steps: [
        {
          kind: buildStep.name,
          asset: { type: 'datamodel', name: title, id: model.oid },
          argument: live
            ? { id: model.oid, buildType: 'publish' }
            : { id: model.oid, buildType: build_type, rowLimit: row_limit, schemaOrigin: schema_origin },
          consequences: [
            readers.length === 0
              ? 'No dashboard has it as its main data model.'
              : `${count(readers.length, 'dashboard')} read it and show the new data: ${someOf(readers)}.`,
            ...(row_limit > 0 ? [`Each table keeps at most ${row_limit} rows, also in dashboards.`] : []),
          ],
        },
      ],
      warnings: busy.length > 0 ? ['A build of this model is under way: Sisense may refuse another one.'] : [],
    };
  },
});
