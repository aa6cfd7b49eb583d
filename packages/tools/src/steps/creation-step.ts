import type { Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import type { StepApplyContext, StepDraft, StepReadContext } from '../step-kind.ts';
import { type StepKind, stepKind } from '../step-kind.ts';

const idList = z.array(z.string());

interface CreationStep<Argument> {
  name: string;
  argument: z.ZodType<Argument>;
  /** Ids of the things that are as this step would make one. Names are seldom unique, so there may be some before. */
  find: (reading: StepReadContext<Argument>) => Promise<string[]>;
  /** Makes it and gives its id, where the answer tells. */
  create: (applying: StepApplyContext<Argument>) => Promise<string | undefined>;
  /** What takes it away again. */
  takeBack: {
    how: string;
    step: (made: { argument: Argument; id: string }) => Pick<StepDraft, 'kind' | 'argument'> & Partial<StepDraft>;
  };
}

/**
 * A step that makes one thing. A lost answer is settled by which such things were there before and are there now: one more
 * is ours, several more are for a person to tell.
 */
export function creationStep<Argument>({ name, argument, find, create, takeBack }: CreationStep<Argument>): StepKind {
  return stepKind<Argument>({
    name,
    action: 'create',
    argument,
    read: async (reading) => (await find(reading)).toSorted(),
    apply: async (applying) => {
      const id = await create(applying);
      return id === undefined ? {} : { id };
    },
    judge: ({ before, now }) => {
      const made = fresh(before, now);
      if (made.length === 0) return 'not-applied';
      return made.length === 1 ? 'applied' : { unknown: 'Several such were made at the same time.', candidates: made };
    },
    idOf: ({ before, now }) => {
      const made = fresh(before, now);
      return made.length === 1 ? made[0] : undefined;
    },
    undo: {
      possible: true,
      how: takeBack.how,
      steps: ({ argument: made, before, after, id, asset }) => {
        const own = id ?? fresh(before, after)[0];
        return own === undefined
          ? []
          : [{ asset: { ...asset, id: own }, ...takeBack.step({ argument: made, id: own }) }];
      },
    },
  });
}

function fresh(before: Json, now: Json): string[] {
  const known = new Set(idList.safeParse(before).data ?? []);
  return (idList.safeParse(now).data ?? []).filter((id) => !known.has(id));
}
