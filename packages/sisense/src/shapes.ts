import { z } from 'zod';

/** Whatever came, kept as it is. */
export const anything = z.unknown().optional();

/** An answer whose body says nothing that a caller may rely on (204, an empty 200, `OK`). */
export const nothing = z.unknown();

/** An object of which only some fields are known; all others are kept. */
export const openObject = z.looseObject({});

/** `skip` and `limit` as v1 and v2 lists take them; lists come without a total (rest-api §1.4). */
export const page = { skip: z.number().int().optional(), limit: z.number().int().optional() };

/** `fields=a,b` (white list) or `fields=-a` (all but), `sort=name` or `sort=-created` (rest-api §1.4). */
export const selection = { fields: z.string().optional(), sort: z.string().optional() };

/** Administrators reach the dashboards of others with `adminAccess=true` (rest-api §5.4). */
export const adminAccess = { adminAccess: z.boolean().optional() };

export const text = z.string().nullish();
export const flag = z.boolean().nullish();
export const number = z.number().nullish();
