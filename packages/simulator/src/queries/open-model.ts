import type { Call } from '../call.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { mayRead, oidTitled } from '../datamodels/find-model.ts';
import { statusOf } from '../datamodels/model-status.ts';
import type { DataModel } from '../world.ts';
import { QueryError } from './query-error.ts';

/** `localhost/Sales`, `live:Sales` and `Sales` all name the model Sales. */
export const titleIn = (name: string): string => name.replace(/^live:/i, '').replace(/^[^/]*\//, '');

/** The model that a query is about, when the caller may ask it and it is up. */
export function openModel(call: Call, name: string): DataModel {
  const oid = oidTitled(call.world, name) ?? oidTitled(call.world, titleIn(name));
  const model = oid === undefined ? undefined : call.world.models.get(oid);
  if (model === undefined)
    throw new QueryError(`Datasource ${name} was not found`, { type: 'datasource_not_found', httpStatusCode: 404 });
  const database = String(datasourceOf(call.world, model).database ?? model.title);
  if (!mayRead(call, model)) {
    throw new QueryError('Failed to run query: the user may not read this model', {
      type: 'db_unauthorized',
      httpStatusCode: 401,
      database,
    });
  }
  const status = statusOf(call.world, model);
  if (status === 'draft' || status === 'stopped') {
    throw new QueryError(`The ElastiCube ${model.title} is not running`, {
      type: 'db_not_running',
      httpStatusCode: 503,
      database,
    });
  }
  return model;
}
