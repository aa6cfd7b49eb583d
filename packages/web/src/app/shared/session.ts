import type { ConnectRequest, Mode, SessionInfo } from '@fes-assistant/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError, api } from './api.ts';

export const sessionKey = ['session'];
export const conversationsKey = ['conversations'];

/** What the page must know before anyone types; asked again every minute, and until it answers when the backend is down. */
export function useSession() {
  return useQuery<SessionInfo, Error>({
    queryKey: sessionKey,
    queryFn: api.session,
    retry: false,
    refetchInterval: (query) => (query.state.error ? 4000 : 60_000),
    refetchOnWindowFocus: true,
  });
}

/** The conversations of this session, the latest first. */
export function useConversations() {
  return useQuery({ queryKey: conversationsKey, queryFn: api.conversations, retry: false });
}

function useSessionChange<T>(change: (value: T) => Promise<SessionInfo>) {
  const client = useQueryClient();
  return useMutation<SessionInfo, Error, T>({
    mutationFn: change,
    onSuccess: async (session) => {
      await client.cancelQueries({ queryKey: sessionKey });
      client.setQueryData(sessionKey, session);
    },
    onError: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
}

export const useConnect = () =>
  useSessionChange(async (request: ConnectRequest) => (await api.connect(request)).session);
export const useDisconnect = () =>
  useSessionChange(async (side: ConnectRequest['side']) => (await api.disconnect(side)).session);
export const useSetMode = () => useSessionChange((mode: Mode) => api.setMode(mode));
export const useSetSummarization = () => useSessionChange((allow: boolean) => api.setSummarization(allow));

/** After an interruption the backend may have started anew, without the connections that it held. */
export function useFreshSession(stream: string): void {
  const client = useQueryClient();
  const before = useRef(stream);
  useEffect(() => {
    if (before.current === 'reconnecting' && stream === 'live') void client.invalidateQueries({ queryKey: sessionKey });
    before.current = stream;
  }, [stream, client]);
}

/** The sentence to show for any failure of a request. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something in this page went wrong. Load it again.';
}
