import type { EventStore } from '@modelcontextprotocol/server';

/** How much of one session's streams is kept for a client that reconnects. */
const maxEvents = 2_000;
const maxBytes = 4 * 1024 * 1024;

interface StoredEvent {
  id: number;
  stream: string;
  message: Parameters<EventStore['storeEvent']>[1];
  bytes: number;
}

/**
 * The recent events of one 2025-11-25 session, so that a dropped stream goes on where it stopped. Bounded; an event that
 * is no longer held makes the client's resume fail with 400 instead of skipping something silently.
 */
export function createEventStore(): EventStore {
  const events: StoredEvent[] = [];
  let lastId = 0;
  let bytes = 0;
  const find = (eventId: string) => events.find((event) => String(event.id) === eventId);
  return {
    async storeEvent(stream, message) {
      lastId += 1;
      const size = JSON.stringify(message).length;
      events.push({ id: lastId, stream, message, bytes: size });
      bytes += size;
      while (events.length > maxEvents || (bytes > maxBytes && events.length > 1)) bytes -= events.shift()?.bytes ?? 0;
      return String(lastId);
    },
    async getStreamIdForEventId(eventId) {
      return find(eventId)?.stream;
    },
    async replayEventsAfter(lastEventId, { send }) {
      const last = find(lastEventId);
      if (!last) throw new Error('The event to resume after is no longer held.');
      const missed = events.filter((event) => event.id > last.id && event.stream === last.stream);
      for (const event of missed) {
        if (!isPriming(event.message)) await send(String(event.id), event.message);
      }
      return last.stream;
    },
  };
}

/** The transport stores an empty message when a stream opens, only to have an id to resume from. */
function isPriming(message: object): boolean {
  return Object.keys(message).length === 0;
}
