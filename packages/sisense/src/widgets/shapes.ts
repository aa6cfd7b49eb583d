import { z } from 'zod';
import { anything, text } from '../shapes.ts';

/** One line of a widget's panel: `jaql` names a column, or a formula whose `context` names them (rest-api §6.5). */
const panel = z.looseObject({ name: text, items: z.array(anything).nullish() });

export const widgetAnswer = z.looseObject({
  oid: z.string(),
  title: text,
  type: text,
  subtype: text,
  dashboardid: text,
  datasource: anything,
  metadata: z.looseObject({ panels: z.array(panel).nullish() }).nullish(),
  style: anything,
  options: anything,
  script: text,
});
