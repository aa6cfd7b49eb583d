import type { Datamodel } from '@fes-assistant/sisense';

export type ModelDataset = NonNullable<Datamodel['datasets']>[number];
export type ModelTable = NonNullable<NonNullable<ModelDataset['schema']>['tables']>[number];
export type ModelColumn = NonNullable<ModelTable['columns']>[number];

/** Every table of a model with the dataset that it belongs to. */
export function tablesOf(model: Datamodel): { dataset: ModelDataset; table: ModelTable }[] {
  return (model.datasets ?? []).flatMap((dataset) =>
    (dataset.schema?.tables ?? []).map((table) => ({ dataset, table })),
  );
}

export function columnsOf(model: Datamodel): { dataset: ModelDataset; table: ModelTable; column: ModelColumn }[] {
  return tablesOf(model).flatMap(({ dataset, table }) =>
    (table.columns ?? []).map((column) => ({ dataset, table, column })),
  );
}

/** `extract` or `live`, whatever letters the server used. */
export function modelType(model: { type?: string | null | undefined }): string | null {
  return model.type?.toLowerCase() ?? null;
}

/** When its data or its definition was last put to use: an extract is built, a live model published. */
export function lastBuiltOrPublished(model: Datamodel): string | null {
  return (modelType(model) === 'live' ? model.lastPublishTime : model.lastBuildTime) ?? null;
}
