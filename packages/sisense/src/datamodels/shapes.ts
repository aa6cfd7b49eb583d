import { z } from 'zod';
import { anything, flag, number, text } from '../shapes.ts';

/** Type codes are those of rest-api §7.4; `expression` marks a calculated column. */
export const columnAnswer = z.looseObject({
  oid: text,
  id: text,
  name: z.string(),
  displayName: text,
  type: number,
  size: number,
  precision: number,
  scale: number,
  hidden: flag,
  indexed: flag,
  isUpsertBy: flag,
  description: text,
  expression: anything,
});

/** `type` is `base` or `custom`; `configOptions.importQuery` holds a query instead of a whole table (rest-api §7.2, §7.4). */
export const tableAnswer = z.looseObject({
  oid: text,
  id: text,
  name: z.string(),
  displayName: text,
  type: text,
  hidden: flag,
  columns: z.array(columnAnswer).nullish(),
  buildBehavior: z.looseObject({ type: text, accumulativeConfig: anything }).nullish(),
  configOptions: z.looseObject({ importQuery: text }).nullish(),
  expression: anything,
  description: text,
  tags: anything,
});

export const connectionReference = z.looseObject({ oid: text, id: anything, name: text, provider: text });

export const datasetAnswer = z.looseObject({
  oid: z.string(),
  name: text,
  fullname: text,
  type: text,
  database: text,
  schemaName: text,
  connection: connectionReference.nullish(),
  schema: z.looseObject({ tables: z.array(tableAnswer).nullish() }).nullish(),
});

const relationEnd = z.looseObject({ dataset: z.string(), table: z.string(), column: z.string() });

export const relationAnswer = z.looseObject({ oid: text, columns: z.array(relationEnd) });

/** `permission`: `w` edit, `r` use, `a` read; writes keyed `party` are dropped without an error (rest-api §8.1). */
export const partyPermission = z.looseObject({ partyId: z.string(), type: z.string(), permission: text });

/** A model; every field but `oid` is there only when asked for with `fields` (rest-api §7.2). */
export const datamodelAnswer = z.looseObject({
  oid: z.string(),
  title: text,
  type: text,
  server: text,
  relationType: text,
  datasets: z.array(datasetAnswer).nullish(),
  relations: z.array(relationAnswer).nullish(),
  shares: z.array(partyPermission).nullish(),
  lastBuildTime: text,
  lastSuccessfulBuildTime: text,
  lastPublishTime: text,
  lastUpdated: text,
  creator: anything,
  tenant: anything,
});

/** The content of a `.smodel`: connections' `parameters` are encrypted, dependencies come as asked (rest-api §7.3). */
export const datamodelExport = datamodelAnswer.extend({ oid: text, relations: anything, dependencies: anything });

export const scheduleBody = z.looseObject({
  scheduleType: z.string().optional(),
  buildType: z.string().optional(),
  intervalSeconds: z.number().int().optional(),
  cronString: z.string().optional(),
  daysOfWeek: z.array(z.string()).optional(),
  hour: z.number().int().optional(),
  minute: z.number().int().optional(),
});

/** A row of `elasticubesMetadata`: `status` comes as an array of words (capabilities-2 §1.1.2, §5.8). */
export const datamodelMetadata = z.looseObject({
  oid: z.string(),
  title: z.string(),
  type: text,
  server: text,
  status: z.union([z.string(), z.array(z.string())]).nullish(),
  sizeInMb: number,
  lastBuildTime: text,
  lastBuildStatus: anything,
  lastPublishTime: text,
  lastUpdated: text,
});

/** What `getElasticubes` lists, on Windows and Linux (rest-api §7.7). */
export const elasticubeAnswer = z.looseObject({
  _id: text,
  oid: text,
  title: z.string(),
  server: text,
  type: text,
  fullname: text,
  address: text,
});
