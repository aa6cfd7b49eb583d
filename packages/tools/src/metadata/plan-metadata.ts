import type { Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import type { PlanDraft } from '../step-kind.ts';
import { fieldChanges } from '../steps/fields-step.ts';
import { quoted } from '../words.ts';
import { allMetadata, createMetadataStep } from './metadata-steps.ts';

export const savedBody = z
  .object({ title: z.string().min(1) })
  .catchall(z.json())
  .describe('title, datasource, and formula with context, or dim with filter');

/** Saving one formula or filter, with a warning where one of that title is there. */
export async function planMetadata(
  body: Record<string, Json> & { title: string },
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<PlanDraft> {
  const twins = (await allMetadata({ sisense, signal })).filter(({ title }) => title === body.title).length;
  const kind = body['formula'] === undefined ? 'filter' : 'formula';
  return {
    summary: `Save ${kind} ${body.title}`,
    steps: [
      {
        kind: createMetadataStep.name,
        asset: { type: `saved ${kind}`, name: body.title },
        argument: { body },
        changes: fieldChanges({}, body),
        consequences: ['Everyone who may use the data model finds it among the saved ones.'],
      },
    ],
    warnings: twins > 0 ? [`Something called ${quoted(body.title)} is saved already; this adds another one.`] : [],
  };
}
