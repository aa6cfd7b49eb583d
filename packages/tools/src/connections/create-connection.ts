import { z } from 'zod';
import { asJson, fieldChanges } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { createConnectionStep } from './connection-steps.ts';
import { asParameters, emptySecrets } from './secret-parameters.ts';

export const createConnection = changeTool({
  id: 'datamodel.create_connections',
  title: 'Create connection',
  description: 'Creates one connection to a data source; its password or key is asked for at approval.',
  destructive: false,
  idempotent: false,
  input: z.object({
    connection_payload: z
      .looseObject({
        name: z.string().min(1),
        provider: z.string().min(1),
        parameters: z.record(z.string(), z.json()).optional(),
      })
      .describe('As datamodel.generate_connections_payload drafts it'),
  }),
  examples: [
    {
      ask: 'Create a RedShift connection Orders DW to dw.acme.example',
      input: {
        connection_payload: {
          name: 'Orders DW',
          provider: 'RedShift',
          parameters: { Server: 'dw.acme.example:5439', UserName: 'svc', Password: '', DefaultDatabase: 'orders' },
        },
      },
    },
    {
      ask: 'Add a PostgreSQL connection Ledger copy',
      input: {
        connection_payload: {
          name: 'Ledger copy',
          provider: 'PostgreSQL',
          parameters: { Server: 'ledger2.acme.example', UserName: 'ro', Password: '' },
        },
      },
    },
    {
      ask: 'Create the Athena connection Lake',
      input: {
        connection_payload: {
          name: 'Lake',
          provider: 'athena',
          parameters: { AwsRegion: 'eu-central-1', UserName: 'AKIAEXAMPLE', password: '' },
        },
      },
    },
  ],
  tags: ['connections'],
  secrets: [{ name: 'connection_secret', label: 'Password or key of the connection', required: false }],
  steps: [createConnectionStep],
  plan: async ({ connection_payload }, { sisense, signal }) => {
    const { name, provider, ...rest } = connection_payload;
    const parameters = emptySecrets(asJson(rest.parameters ?? {}));
    const twins = (await sisense.connections.list({ signal })).filter((one) => one.name === name).length;
    const shown = Object.fromEntries(Object.entries(asParameters(parameters)).filter(([, value]) => value !== ''));
    return {
      summary: `Create connection ${name} (${provider})`,
      steps: [
        {
          kind: createConnectionStep.name,
          asset: { type: 'connection', name },
          argument: { name, provider, body: asJson({ ...rest, parameters }) },
          changes: fieldChanges({}, { name, provider, ...shown }),
          secrets: ['connection_secret'],
        },
      ],
      warnings: twins > 0 ? ['There is a connection of this name already.'] : [],
    };
  },
});
