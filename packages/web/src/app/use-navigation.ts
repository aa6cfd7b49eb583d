import type { Mode, SessionInfo } from '@fes-assistant/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError, api } from './shared/api.ts';
import { conversationsKey, sentenceOf, useSetMode } from './shared/session.ts';
import { useConversationId } from './use-conversation-id.ts';

/** Which conversation is open, and the ways to another one. */
export function useNavigation(session: SessionInfo) {
  const client = useQueryClient();
  const [addressed, go] = useConversationId();
  const setMode = useSetMode();
  const [isNewPending, setIsNewPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { mutate: changeMode } = setMode;

  const opened = useQuery({
    queryKey: ['conversation', addressed],
    queryFn: () => api.conversation(addressed ?? ''),
    enabled: addressed !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isGone = opened.error instanceof ApiError && opened.error.status === 404;
  useEffect(() => {
    if (isGone) go(undefined);
  }, [isGone, go]);

  // Opening a conversation brings its mode with it, once: afterwards the person may choose another.
  const found = opened.data?.conversation;
  const followed = useRef<string>(undefined);
  useEffect(() => {
    if (!found || followed.current === found.id) return;
    followed.current = found.id;
    if (found.mode !== session.mode) changeMode(found.mode);
  }, [found, session.mode, changeMode]);

  const startNew = async () => {
    setIsNewPending(true);
    setProblem(undefined);
    try {
      const { conversation } = await api.newConversation();
      go(conversation.id);
      await client.invalidateQueries({ queryKey: conversationsKey });
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setIsNewPending(false);
    }
  };
  return {
    id: addressed ?? session.conversationId,
    mode: setMode.isPending ? setMode.variables : session.mode,
    isNewPending,
    problem: problem ?? (setMode.error ? sentenceOf(setMode.error) : undefined),
    open: go,
    startNew: () => void startNew(),
    /** A mode leads to its own conversation. */
    chooseMode: (mode: Mode) => changeMode(mode, { onSuccess: () => go(undefined) }),
  };
}

export type Navigation = ReturnType<typeof useNavigation>;
