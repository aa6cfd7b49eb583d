import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/**
 * One page of a list that is the same at every request. The cursor is the place to go on at.
 *
 * @throws {ProtocolError} invalid params, for a cursor that this list never gave.
 */
export function pageOf<Item>(
  items: Item[],
  { cursor, size }: { cursor: string | undefined; size: number },
): { items: Item[]; nextCursor: { nextCursor?: string } } {
  const start = cursor === undefined ? 0 : placeOf(cursor, items.length);
  const end = start + size;
  return { items: items.slice(start, end), nextCursor: end < items.length ? { nextCursor: String(end) } : {} };
}

function placeOf(cursor: string, length: number): number {
  const place = /^[1-9]\d{0,6}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (place < length) return place;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The cursor is not one that this list gave.');
}
