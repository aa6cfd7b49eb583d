import type { Conversation } from '@fes-assistant/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../shared/api.ts';
import { conversationsKey, sentenceOf } from '../shared/session.ts';

/** A message that was sent and has not come back as an event yet, or that could not be sent. */
export interface Echo {
  conversationId: string;
  text: string;
  turn?: string;
  problem?: string;
}

/** What is still to be shown of a sent message: nothing once its turn has begun. */
export function echoToShow(
  echo: Echo | undefined,
  { id, turns }: { id: string; turns: Conversation['turns'] },
): Echo | undefined {
  if (!echo || echo.conversationId !== id) return undefined;
  return turns.some((turn) => turn.id === echo.turn) ? undefined : echo;
}

/** Sends messages, and shows each at once, before the server has said that it began. */
export function useAsk(id: string, { turns }: Conversation) {
  const client = useQueryClient();
  const [sent, setSent] = useState<Echo>();
  const [isStopping, setIsStopping] = useState(false);
  const echo = echoToShow(sent, { id, turns });
  const isRunning =
    (echo !== undefined && echo.problem === undefined) || turns.some((turn) => turn.state === 'running');

  useEffect(() => {
    if (!isRunning) setIsStopping(false);
    void client.invalidateQueries({ queryKey: conversationsKey });
  }, [isRunning, client]);

  const ask = useCallback(
    async (text: string) => {
      const asked: Echo = { conversationId: id, text };
      setSent(asked);
      try {
        const { turn } = await api.ask(id, text);
        setSent({ ...asked, turn });
      } catch (error) {
        setSent({ ...asked, problem: sentenceOf(error) });
      }
    },
    [id],
  );
  const stop = async () => {
    setIsStopping(true);
    await api.stop(id).catch(() => setIsStopping(false));
  };
  return { echo, isRunning, isStopping, ask, stop };
}
