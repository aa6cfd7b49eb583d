import type { ConnectionBody } from './connections.ts';

/** The kinds of data source for which a body can be built here; any other is written by hand. */
export type ConnectionKind = 'athena' | 'bigquery' | 'databricks' | 'redshift';

type Given = Record<string, unknown>;

interface Recipe {
  provider: string;
  required: string[];
  optional: Given;
  parameters(given: Given): Given;
}

/** capabilities-2 §1.2.5. */
const recipes: Record<ConnectionKind, Recipe> = {
  athena: {
    provider: 'athena',
    required: ['name', 'region', 's3_output_location', 'aws_access_key', 'aws_secret_key'],
    optional: { schema: '', additional_parameters: '' },
    parameters: (given) => ({
      Basic: true,
      AwsRegion: given['region'],
      S3OutputLocation: given['s3_output_location'],
      userName: given['aws_access_key'],
      password: given['aws_secret_key'],
      UseDynamicSchema: false,
      SchemaName: given['schema'],
      AdditionalParameters: given['additional_parameters'],
      advance: false,
      EC2Instance: false,
    }),
  },
  databricks: {
    provider: 'Databricks',
    required: ['name', 'connection_string', 'token'],
    optional: { use_dynamic_schema: false, schema: '' },
    parameters: (given) => ({
      connectionString: given['connection_string'],
      password: given['token'],
      UseDynamicSchema: given['use_dynamic_schema'],
      Schema: given['schema'],
    }),
  },
  bigquery: {
    provider: 'GoogleBigQuery',
    required: ['name', 'service_account_key_path'],
    optional: {
      use_service_account: true,
      use_proxy_server: false,
      use_dynamic_schema: false,
      record_field_flattening_level: '2',
      unnest_arrays: false,
      allow_large_results: false,
      use_storage_api: false,
      additional_parameters: '',
      database: '',
    },
    parameters: (given) => ({
      googleAccount: false,
      serviceAccount: given['use_service_account'],
      serviceAccountKeyPath: given['service_account_key_path'],
      UseProxyServer: given['use_proxy_server'],
      UseDynamicSchema: given['use_dynamic_schema'],
      samplingLevel: given['record_field_flattening_level'],
      unnestArrays: given['unnest_arrays'],
      allowLargeResults: given['allow_large_results'],
      useStorageApi: given['use_storage_api'],
      AdditionalParameters: given['additional_parameters'],
      DB: given['database'],
    }),
  },
  redshift: {
    provider: 'RedShift',
    required: ['name', 'server', 'username', 'password'],
    optional: { default_database: '', additional_parameters: '', encrypt_connection: false },
    parameters: (given) => ({
      Server: given['server'],
      UserName: given['username'],
      Password: given['password'],
      DefaultDatabase: given['default_database'],
      UseDynamicSchema: false,
      EncryptConnection: given['encrypt_connection'],
      AdditionalParameters: given['additional_parameters'],
    }),
  },
};

/** The kinds that `connectionBody` knows, with what each needs. */
export const connectionKinds: Record<ConnectionKind, { required: string[]; optional: string[] }> = Object.fromEntries(
  Object.entries(recipes).map(([kind, { required, optional }]) => [
    kind,
    { required, optional: ['description', ...Object.keys(optional)] },
  ]),
) as Record<ConnectionKind, { required: string[]; optional: string[] }>;

/**
 * The body of a new connection. What is given is not changed.
 *
 * @throws TypeError for an unknown kind, a missing or an unknown field, in one sentence
 */
export function connectionBody(kind: string, given: Given): ConnectionBody {
  const recipe = Object.entries(recipes).find(([known]) => known === kind.toLowerCase())?.[1];
  if (!recipe) throw new TypeError(`There is no recipe for "${kind}"; known are ${Object.keys(recipes).join(', ')}.`);
  const missing = recipe.required.filter((field) => given[field] === undefined || given[field] === '');
  if (missing.length > 0) throw new TypeError(`A ${kind} connection also needs ${missing.join(', ')}.`);
  const known = new Set(['description', ...recipe.required, ...Object.keys(recipe.optional)]);
  const unknown = Object.keys(given).filter((field) => !known.has(field));
  if (unknown.length > 0) throw new TypeError(`A ${kind} connection has no ${unknown.join(', ')}.`);
  return {
    enabled: true,
    createdByUser: true,
    provider: recipe.provider,
    name: String(given['name']),
    description: String(given['description'] ?? ''),
    parameters: recipe.parameters({ ...recipe.optional, ...given }),
    supportedModelTypes: ['LIVE', 'EXTRACT'],
  };
}
