import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { stepKind } from '../step-kind.ts';
import { creationStep } from '../steps/creation-step.ts';
import { asJson, fieldsSchema } from '../steps/fields-step.ts';

interface Reading {
  sisense: Sisense;
  signal: AbortSignal;
}

/** Saved formulas and filters alike. */
export async function allMetadata({ sisense, signal }: Reading) {
  const [measures, dimensions] = await Promise.all([
    sisense.metadata.measures({ signal }),
    sisense.metadata.dimensions({ signal }),
  ]);
  return [...measures, ...dimensions];
}

/** Saves one formula or filter. */
export const createMetadataStep = creationStep({
  name: 'metadata.create',
  argument: z.object({ body: fieldsSchema }),
  find: async ({ argument: { body }, sisense, signal }) => {
    const saved = await allMetadata({ sisense, signal });
    return saved.filter(({ title }) => title === body['title']).flatMap(({ oid }) => oid ?? []);
  },
  create: async ({ argument: { body }, sisense, signal }) => {
    const answer = asJson(await sisense.metadata.create(body, { signal }));
    const oid = answer !== null && typeof answer === 'object' && !Array.isArray(answer) ? answer['oid'] : undefined;
    return typeof oid === 'string' ? oid : undefined;
  },
  takeBack: {
    how: 'deletes what was saved',
    step: ({ id }) => ({ kind: 'metadata.delete', argument: { id } }),
  },
});

/** Deletes one saved formula or filter: only ever to take its saving back. */
export const deleteMetadataStep = stepKind<{ id: string }>({
  name: 'metadata.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const saved = (await allMetadata({ sisense, signal })).find(({ oid }) => oid === id);
    return saved === undefined
      ? null
      : { title: saved.title ?? null, formula: asJson(saved.formula), filter: asJson(saved['filter']) };
  },
  apply: async ({ argument: { id }, sisense, signal }) => {
    await sisense.metadata.delete(id, { signal });
    return { id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'it would have to be saved anew, under another id' },
});
