import type { There } from './replay.ts';

export interface Column {
  oid: string;
  name: string;
  type: number;
}
export interface Table {
  oid: string;
  name: string;
  columns: Column[];
  buildBehavior?: { type: string; accumulativeConfig: { column: string } | null };
  configOptions?: { importQuery?: string } | null;
}
export interface Dataset {
  oid: string;
  name: string;
  connection: { oid: string; name: string; provider: string } | null;
  database: string;
  schema: { tables: Table[] };
}
export interface Model {
  oid: string;
  title: string;
  type: string;
  lastBuildTime: string | null;
  datasets: Dataset[];
  shares: { partyId: string; type: string; permission: string }[];
}
export interface Rule {
  table: string;
  column: string;
  members: string[];
  allMembers: boolean | null;
  exclusionary: boolean;
  shares: { type: string; partyName?: string }[];
}
export interface Connection {
  oid: string;
  name: string;
  provider: string;
  enabled: boolean;
  parameters: Record<string, unknown>;
}
export interface Answer {
  headers: string[];
  values: unknown[][];
}

export const model = async ({ get }: There, title: string) =>
  get<Model>(`/api/v2/datamodels/schema?title=${encodeURIComponent(title)}`);
export const exists =
  (title: string) =>
  async ({ get }: There) =>
    (await get<Model[]>('/api/v2/datamodels/schema?fields=oid,title')).some((one) => one.title === title);
export const tables = async (there: There, title: string) =>
  (await model(there, title)).datasets.flatMap(({ schema }) => schema.tables);
export const extractRules = async ({ get }: There, title: string) =>
  get<Rule[]>(`/api/elasticubes/LocalHost/${title}/datasecurity`);
export const liveRules = async ({ get }: There, title: string) =>
  get<Rule[]>(`/api/v1/elasticubes/live/${encodeURIComponent(title)}/datasecurity`);
export const sql = async ({ get }: There, title: string, query: string) =>
  get<Answer>(`/api/datasources/${encodeURIComponent(title)}/sql?query=${encodeURIComponent(query)}`);
export const connectionCalled = async ({ get }: There, name: string) =>
  (await get<Connection[]>(`/api/v2/connections?name=${encodeURIComponent(name)}`))[0];
