import { z } from 'zod';
import { asJson, type Fields, fieldChanges } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { updateConnectionStep } from './connection-steps.ts';
import { asParameters, emptySecrets } from './secret-parameters.ts';

export const updateConnection = changeTool({
  id: 'datamodel.update_connection',
  title: 'Change connection',
  description: 'Changes one connection: name, parameters, state. A new password or key is asked for at approval.',
  destructive: true,
  idempotent: true,
  input: z.object({
    connection_id: z.string().min(1).describe('Id or name'),
    connection_data: z
      .record(z.string(), z.json())
      .refine((data) => Object.keys(data).length > 0, 'name at least one field'),
  }),
  examples: [
    {
      ask: 'Rename the connection Finance ledger to Ledger',
      input: { connection_id: 'Finance ledger', connection_data: { name: 'Ledger' } },
    },
    {
      ask: 'Point Commerce warehouse to dw2.acme.example',
      input: {
        connection_id: 'Commerce warehouse',
        connection_data: { parameters: { Server: 'dw2.acme.example:5439' } },
      },
    },
    {
      ask: 'Switch off the connection Telemetry lake',
      input: { connection_id: 'Telemetry lake', connection_data: { enabled: false } },
    },
  ],
  tags: ['connections'],
  secrets: [{ name: 'connection_secret', label: 'New password or key (empty: it stays as it is)', required: false }],
  steps: [updateConnectionStep],
  plan: async ({ connection_id, connection_data }, { sisense, signal }) => {
    const connection = await sisense.connections.resolve(connection_id, { signal });
    const { parameters, ...plain } = connection_data;
    const now = emptySecrets(asJson(connection.parameters));
    const given = parameters === undefined ? undefined : emptySecrets(parameters);
    const fields: Fields = { ...plain, ...(given === undefined ? {} : { parameters: { ...now, ...given } }) };
    const before = Object.fromEntries(Object.keys(plain).map((field) => [field, asJson(connection[field])]));
    const name = connection.name ?? connection.oid;
    return {
      summary: `Change ${[...Object.keys(plain), ...Object.keys(given ?? {})].join(', ')} of connection ${name}`,
      steps: [
        {
          kind: updateConnectionStep.name,
          asset: { type: 'connection', name, id: connection.oid },
          argument: { id: connection.oid, fields },
          changes: [...fieldChanges(before, plain), ...fieldChanges(now, asParameters(given))],
          consequences: [
            'Data models that use it read through the changed connection from the next build or query on.',
          ],
          secrets: ['connection_secret'],
        },
      ],
    };
  },
});
