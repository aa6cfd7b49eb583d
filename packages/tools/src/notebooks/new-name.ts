import { z } from 'zod';

/** The new name, plain or as the last part of a destination path. */
export const renamePayload = z
  .looseObject({ name: z.string().optional(), destination: z.string().optional() })
  .describe('{"name": "new name"}');

export function newNameIn(payload: z.output<typeof renamePayload>): string | undefined {
  const given = [payload.name, payload['newName'], payload['new_name'], payload['id'], payload.destination];
  const text = given.find((one) => typeof one === 'string' && one !== '');
  return typeof text === 'string'
    ? text
        .split('/')
        .filter((part) => part !== '')
        .at(-1)
    : undefined;
}
