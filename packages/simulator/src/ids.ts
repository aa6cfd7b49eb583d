import { digestOf } from './random.ts';

/** Identifiers in Sisense's forms. Named ones depend on seed and name; new ones on seed and how many came before. */
export interface Ids {
  /** 24 hex characters, the same for the same words. */
  objectIdOf(...words: string[]): string;
  uuidOf(...words: string[]): string;
  objectId(): string;
  /** `_id` and `oid` of one document: made together, one apart. */
  pair(): { _id: string; oid: string };
  uuid(): string;
  /** `A1B2C-D3E4-F5` */
  instanceId(): string;
}

export function createIds(seed: string): Ids {
  let count = 0;
  const next = () => {
    count += 1;
    return `new ${count}`;
  };
  const objectIdOf = (...words: string[]) => objectIdFrom(digestOf(seed, ...words));
  const uuidOf = (...words: string[]) => uuidFrom(digestOf(seed, ...words));
  return {
    objectIdOf,
    uuidOf,
    objectId: () => objectIdOf(next()),
    pair: () => {
      const oid = objectIdOf(next());
      return { oid, _id: following(oid) };
    },
    uuid: () => uuidOf(next()),
    instanceId: () => instanceIdFrom(digestOf(seed, next())),
  };
}

/** The id one after: what Mongo gives to the document made next. */
export function following(objectId: string): string {
  const last = (Number.parseInt(objectId.slice(-6), 16) + 1) % 0x1000000;
  return objectId.slice(0, -6) + last.toString(16).padStart(6, '0');
}

export function instanceIdFrom(digest: string): string {
  const upper = digest.toUpperCase();
  return `${upper.slice(0, 5)}-${upper.slice(5, 9)}-${upper.slice(9, 11)}`;
}

export const isObjectId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text);
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Begins like a Mongo id made between 2023 and 2025. */
function objectIdFrom(digest: string): string {
  const seconds = 0x63b00000 + (Number.parseInt(digest.slice(0, 7), 16) % 0x5a00000);
  return seconds.toString(16) + digest.slice(8, 24);
}

function uuidFrom(digest: string): string {
  const groups = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `a${digest.slice(17, 20)}`];
  return [...groups, digest.slice(20, 32)].join('-');
}
