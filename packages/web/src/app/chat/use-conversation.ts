import {
  type Conversation,
  type ConversationEntry,
  emptyConversation,
  foldConversation,
} from '@fes-assistant/protocol';
import { useEffect, useReducer, useRef, useState } from 'react';
import { api } from '../shared/api.ts';
import { followEvents, type StreamState } from './event-stream.ts';

export interface LiveConversation {
  conversation: Conversation;
  stream: StreamState;
  /** Nothing has arrived yet, so whether it is empty is not known. */
  isLoading: boolean;
  retryNow: () => void;
}

type Action = { type: 'reset' } | { type: 'entries'; entries: ConversationEntry[] };

function reduce(before: Conversation, action: Action): Conversation {
  return action.type === 'reset' ? emptyConversation : action.entries.reduce(foldConversation, before);
}

const gatherMs = 40;

/** A conversation as its events say it is, kept up to date over reconnects. */
export function useConversation(id: string): LiveConversation {
  const [conversation, dispatch] = useReducer(reduce, emptyConversation);
  const [stream, setStream] = useState<StreamState>('connecting');
  const [isLoading, setIsLoading] = useState(true);
  const retry = useRef<() => void>(undefined);

  useEffect(() => {
    dispatch({ type: 'reset' });
    setStream('connecting');
    setIsLoading(true);
    let place = 0;
    let gathered: ConversationEntry[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    // Events come in bursts (a whole conversation at first); each burst is drawn once.
    const flush = () => {
      timer = undefined;
      dispatch({ type: 'entries', entries: gathered });
      gathered = [];
      setIsLoading(false);
    };
    const schedule = (ms: number) => {
      timer ??= setTimeout(flush, ms);
    };
    const followed = followEvents({
      url: (after) => api.eventsOf(id, after),
      place: () => place,
      onData: (data) => {
        const entry = JSON.parse(data) as ConversationEntry;
        place = Math.max(place, entry.seq);
        gathered.push(entry);
        schedule(gatherMs);
      },
      onState: (state) => {
        setStream(state);
        if (state === 'live') schedule(4 * gatherMs);
      },
    });
    retry.current = followed.retryNow;
    return () => {
      clearTimeout(timer);
      followed.close();
    };
  }, [id]);

  return { conversation, stream, isLoading, retryNow: () => retry.current?.() };
}
