import { connectionBody, connectionKinds } from '@fes-assistant/sisense';
import { z } from 'zod';
import { isSecretName } from '../derive/refused-arguments.ts';
import { Refusal } from '../refusal.ts';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { emptySecrets } from './secret-parameters.ts';

export const generatePayload = readTool({
  id: 'datamodel.generate_connections_payload',
  title: 'Draft a connection',
  description: 'Drafts a connection for Athena, RedShift, BigQuery or Databricks; secrets stay empty until approval.',
  input: z.object({
    datasource_type: z.string().min(1).describe('Athena, RedShift, BigQuery or DataBricks'),
    connection_params: z.record(z.string(), z.json()).describe('Without passwords and keys'),
  }),
  examples: [
    {
      ask: 'Draft a RedShift connection to dw.acme.example',
      input: {
        datasource_type: 'RedShift',
        connection_params: { name: 'Orders DW', server: 'dw.acme.example:5439', username: 'svc' },
      },
    },
    {
      ask: 'Draft an Athena connection in eu-central-1',
      input: {
        datasource_type: 'Athena',
        connection_params: {
          name: 'Lake',
          region: 'eu-central-1',
          s3_output_location: 's3://out',
          aws_access_key: 'AKIAEXAMPLE',
        },
      },
    },
    {
      ask: 'Draft a BigQuery connection',
      input: {
        datasource_type: 'BigQuery',
        connection_params: { name: 'BQ', service_account_key_path: '/keys/bq.json' },
      },
    },
  ],
  tags: ['connections'],
  item: z.looseObject({ name: z.string(), provider: z.string(), parameters: z.record(z.string(), z.unknown()) }),
  columns: [],
  run: async ({ datasource_type, connection_params }) => {
    const kind = datasource_type.toLowerCase();
    const known = Object.entries(connectionKinds).find(([name]) => name === kind)?.[1];
    if (known === undefined) {
      throw new Refusal(
        `There is no recipe for ${JSON.stringify(datasource_type)}: known are Athena, RedShift, BigQuery and DataBricks.`,
        'invalid',
      );
    }
    const stand = Object.fromEntries(
      known.required.filter(isSecretName).map((name) => [name, 'asked for at approval']),
    );
    const body = draft(kind, { ...stand, ...connection_params });
    return {
      item: { ...body, parameters: emptySecrets(asJson(body.parameters)) },
      notes: ['Passwords and keys are empty: datamodel.create_connections asks the approver for them.'],
    };
  },
});

function draft(kind: string, params: Record<string, unknown>): { parameters: unknown; [field: string]: unknown } {
  try {
    return { parameters: {}, ...connectionBody(kind, params) };
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal(error.message, 'invalid');
    throw error;
  }
}
