import type { Column, Row } from '@fes-assistant/protocol';
import type { Connection } from '@fes-assistant/sisense';
import { z } from 'zod';
import { redact } from '../redact.ts';
import { asJson } from '../steps/fields-step.ts';

export const connectionRow = z.looseObject({
  oid: z.string(),
  name: z.string().nullable(),
  provider: z.string().nullable(),
  enabled: z.boolean().nullable(),
});

export const connectionColumns: Column[] = [
  { key: 'name', title: 'Connection', kind: 'text' },
  { key: 'provider', title: 'Provider', kind: 'text' },
  { key: 'enabled', title: 'Enabled', kind: 'boolean' },
  { key: 'parameters', title: 'Parameters', kind: 'json' },
  { key: 'oid', title: 'Id', kind: 'id' },
];

/** A connection as it is shown: passwords and keys struck out. */
export function toConnectionRow(connection: Connection): Row {
  return {
    oid: connection.oid,
    name: connection.name ?? null,
    provider: connection.provider ?? null,
    description: connection.description ?? null,
    enabled: connection.enabled ?? null,
    parameters: redact(asJson(connection.parameters)),
    supportedModelTypes: asJson(connection.supportedModelTypes),
  };
}
