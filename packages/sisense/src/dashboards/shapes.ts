import { z } from 'zod';
import { anything, flag, text } from '../shapes.ts';
import { shareEntry } from '../shares/shapes.ts';
import { widgetAnswer } from '../widgets/shapes.ts';

/** Where a dashboard or widget reads its data from; `fullname` differs in case between servers (rest-api §6.3). */
export const datasourceAnswer = z.looseObject({
  title: text,
  fullname: text,
  id: text,
  address: text,
  database: text,
  live: flag,
});

/** A dashboard as lists and reads give it; `oid` is what every path takes, `_id` is the copy's own id (rest-api §1.3, §6.1). */
export const dashboardAnswer = z.looseObject({
  oid: z.string(),
  title: text,
  desc: text,
  owner: text,
  userId: text,
  parentFolder: text,
  instanceType: text,
  shares: z.array(shareEntry).nullish(),
  datasource: datasourceAnswer.nullish(),
  filters: z.array(anything).nullish(),
  layout: anything,
  script: text,
  created: text,
  lastUpdated: text,
  lastOpened: text,
  lastPublish: text,
});

/** A `.dash`: without owner, shares and dates, always with widgets, as a list or a map (rest-api §6.1; capabilities-1 §4.5). */
export const dashboardExport = dashboardAnswer.extend({
  widgets: z.union([z.array(widgetAnswer), z.record(z.string(), widgetAnswer)]).nullish(),
});

const imported = z.looseObject({ oid: text, title: text });

/** The answer of a bulk import; `failed` is a map by category, or an array (rest-api §5.2). */
export const importAnswer = z.looseObject({
  succeded: z.array(imported).nullish(),
  skipped: z.array(imported).nullish(),
  failed: z.union([z.record(z.string(), z.array(imported.extend({ error: anything }))), z.array(anything)]).nullish(),
});
