import { z } from 'zod';

/** A query as Sisense takes it; the data model is added where it is missing. */
export const jaqlArgument = z.looseObject({
  metadata: z
    .array(z.record(z.string(), z.json()))
    .min(1)
    .describe('[{"jaql": {"dim": "[Table.Column]", "agg": "sum"}}]'),
});

export function withDatasource(jaql: z.output<typeof jaqlArgument>, title: string) {
  return { datasource: { title }, ...jaql };
}
