export interface ConnectionSpec {
  name: string;
  provider: string;
  owner: string;
  parameters: Record<string, string | boolean>;
  disabled?: true;
}

/** The secrets in here open nothing. */
export const connections: ConnectionSpec[] = [
  {
    name: 'Commerce warehouse',
    provider: 'RedShift',
    owner: 'amara.diallo',
    parameters: {
      Server: 'commerce-dw.meridian-outdoor.example:5439',
      UserName: 'svc_sisense',
      Password: 'not-a-real-password-1',
      DefaultDatabase: 'commerce',
      UseDynamicSchema: false,
      EncryptConnection: true,
      AdditionalParameters: '',
    },
  },
  {
    name: 'Finance ledger',
    provider: 'PostgreSQL',
    owner: 'amara.diallo',
    parameters: {
      Server: 'ledger.meridian-outdoor.example:5432',
      UserName: 'ledger_ro',
      Password: 'not-a-real-password-2',
      DefaultDatabase: 'ledger',
      EncryptConnection: true,
    },
  },
  {
    name: 'Snowflake retail',
    provider: 'snowflake',
    owner: 'viktor.petrov',
    parameters: {
      connectionString: 'jdbc:snowflake://meridian.snowflakecomputing.example',
      Username: 'SISENSE',
      Password: 'not-a-real-password-3',
      DefaultDatabase: 'RETAIL',
      Warehouse: 'BI_WH',
    },
  },
  {
    name: 'Marketing BigQuery',
    provider: 'GoogleBigQuery',
    owner: 'viktor.petrov',
    parameters: {
      googleAccount: false,
      serviceAccount: 'bi@meridian-marketing.example',
      serviceAccountKeyPath: '/opt/sisense/keys/marketing.json',
      UseDynamicSchema: false,
      DB: 'marketing',
    },
  },
  {
    name: 'Telemetry lake',
    provider: 'athena',
    owner: 'viktor.petrov',
    parameters: {
      Basic: true,
      AwsRegion: 'eu-central-1',
      S3OutputLocation: 's3://meridian-athena/out',
      userName: 'AKIAEXAMPLEEXAMPLE',
      password: 'not-a-real-password-4',
      SchemaName: 'telemetry',
    },
  },
  {
    name: 'Old SQL Server',
    provider: 'Sql',
    owner: 'jonas.weber',
    parameters: {
      Server: 'sql01.meridian-outdoor.example',
      UserName: 'sisense',
      Password: 'not-a-real-password-5',
      Database: 'legacy',
    },
    disabled: true,
  },
  {
    name: 'Uploaded files',
    provider: 'CSV',
    owner: 'sofia.rossi',
    parameters: {
      culture: 'en-US',
      delimiter: ',',
      hasHeader: 'true',
      UserName: 'null',
      Password: '',
      Server: '/opt/sisense/storage/uploads',
      Database: 'null',
    },
  },
];
