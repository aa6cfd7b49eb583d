import { z } from 'zod';
import { anything, flag, text } from '../shapes.ts';

/**
 * One party of a dashboard's share list. The owner's own entry has no `rule` (or `owner` on some versions);
 * reads may add `userName`, `email`, `name` (rest-api §5.5; capabilities-1 §4.8).
 */
export const shareEntry = z.looseObject({
  shareId: z.string(),
  type: z.string(),
  rule: text,
  subscribe: flag,
});

export const sharesAnswer = z.looseObject({
  sharesTo: z.array(shareEntry),
  sharesToNew: z.array(anything).nullish(),
  owner: anything,
  subscription: anything,
  allowChangeSubscription: flag,
  isPublic: flag,
});

/** Replaces the whole list (rest-api §5.5). */
export const sharesBody = z.looseObject({
  sharesTo: z.array(shareEntry),
  sharesToNew: z.array(z.looseObject({})).optional(),
  subscription: z.unknown().optional(),
  allowChangeSubscription: z.boolean().optional(),
});
