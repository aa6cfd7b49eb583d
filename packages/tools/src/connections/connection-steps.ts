import { canonicalJson } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import { creationStep } from '../steps/creation-step.ts';
import { asJson, fieldsSchema, holdsFields } from '../steps/fields-step.ts';
import { asParameters, emptySecrets, withSecret } from './secret-parameters.ts';

/** Makes one connection; the secret comes from the approver and is in no plan. */
export const createConnectionStep = creationStep({
  name: 'connection.create',
  argument: z.object({ name: z.string(), provider: z.string(), body: fieldsSchema }),
  find: async ({ argument: { name }, sisense, signal }) => {
    const connections = await sisense.connections.list({ signal });
    return connections.filter((connection) => connection.name === name).map(({ oid }) => oid);
  },
  create: async ({ argument: { name, provider, body }, sisense, signal, secrets }) => {
    const parameters = withSecret(body['parameters'] ?? {}, { secret: secrets['connection_secret'] });
    const { oid } = await sisense.connections.create({ ...body, name, provider, parameters }, { signal });
    return oid;
  },
  takeBack: {
    how: 'deletes the connection',
    step: ({ id }) => ({ kind: 'connection.delete', argument: { id } }),
  },
});

/** Deletes one connection: only ever to take its creation back. */
export const deleteConnectionStep = stepKind<{ id: string }>({
  name: 'connection.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const connection = await ifFound(sisense.connections.get(id, { signal }));
    return connection === null ? null : { name: connection.name ?? null, provider: connection.provider ?? null };
  },
  apply: async ({ argument: { id }, sisense, signal }) => {
    await sisense.connections.delete(id, { signal });
    return { id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'the password or key of the connection is not kept' },
});

/** Writes fields of one connection. Sisense replaces `parameters` as a whole: those not named are kept. */
export const updateConnectionStep = stepKind<{ id: string; fields: z.output<typeof fieldsSchema> }>({
  name: 'connection.update',
  action: 'update',
  argument: z.object({ id: z.string(), fields: fieldsSchema }),
  read: async ({ argument: { id, fields }, sisense, signal }) => {
    const connection = await ifFound(sisense.connections.get(id, { signal }));
    if (connection === null) return null;
    const plain = { ...connection, parameters: emptySecrets(asJson(connection.parameters)) };
    return Object.fromEntries(
      Object.keys(fields).map((field) => [field, asJson((plain as Record<string, unknown>)[field])]),
    );
  },
  apply: async ({ argument: { id, fields }, sisense, signal, secrets }) => {
    const secret = secrets['connection_secret'] || undefined;
    const now = asJson((await sisense.connections.get(id, { signal })).parameters);
    const touches = fields['parameters'] !== undefined || secret !== undefined;
    const parameters = touches ? { parameters: withSecret(fields['parameters'] ?? {}, { secret, now }) } : {};
    await sisense.connections.update(id, { ...fields, ...parameters }, { signal });
    return { id };
  },
  judge: ({ argument: { fields }, before, now }) => {
    if (now === null) return 'unknown';
    const { parameters, ...present } = fieldsSchema.parse(now);
    const { parameters: wanted, ...others } = fields;
    if (holdsFields(present, others) && holdsFields(asParameters(parameters), emptySecrets(wanted ?? {})))
      return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier values back; an earlier password or key does not come back',
    steps: ({ argument: { id }, before, after, asset }) => [
      { kind: 'connection.update', asset, argument: { id, fields: before }, state: after },
    ],
  },
});
