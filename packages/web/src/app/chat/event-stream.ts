export type StreamState = 'connecting' | 'live' | 'reconnecting';

export interface EventStreamOptions {
  /** The address from which everything after event `after` is sent. */
  url: (after: number) => string;
  /** The number of the last event that has been taken in. */
  place: () => number;
  onData: (data: string) => void;
  onState: (state: StreamState) => void;
}

const firstWait = 500;
const longestWait = 10_000;

/**
 * Follows an event stream for as long as it is wanted. The browser reconnects by itself after a dropped line; after a
 * refusal (a backend that is starting, a proxy without one) it gives up, so that is where this begins again.
 */
export function followEvents({ url, place, onData, onState }: EventStreamOptions): { retryNow(): void; close(): void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = firstWait;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    const opened = new EventSource(url(place()));
    source = opened;
    opened.onopen = () => {
      wait = firstWait;
      onState('live');
    };
    opened.onmessage = ({ data }) => onData(data);
    opened.onerror = () => {
      onState('reconnecting');
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, longestWait);
    };
  };

  open();
  return {
    retryNow: open,
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}
