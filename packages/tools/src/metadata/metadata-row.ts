import type { Row } from '@fes-assistant/protocol';
import type { SavedMetadata } from '@fes-assistant/sisense';
import { datasourceTitle } from '../dashboards/widget-items.ts';
import { asJson } from '../steps/fields-step.ts';

/** A saved formula or filter as it is shown. */
export function toMetadataRow(saved: SavedMetadata): Row {
  return {
    oid: saved.oid ?? null,
    title: saved.title ?? null,
    type: saved.type ?? null,
    formula: asJson(saved.formula),
    context: asJson(saved.context),
    dim: asJson(saved['dim']),
    filter: asJson(saved['filter']),
    datasource: datasourceTitle(saved.datasource),
  };
}
