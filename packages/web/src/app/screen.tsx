import type { SessionInfo } from '@fes-assistant/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ConnectionsPanel } from './connect/connections-panel.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { api } from './shared/api.ts';
import { Notice } from './shared/notice.tsx';
import { conversationsKey, sentenceOf, useConversations, useSetMode } from './shared/session.ts';
import { SideSheet } from './shared/side-sheet.tsx';
import { useConversationId } from './use-conversation-id.ts';

export interface ScreenProps {
  session: SessionInfo;
  isDown: boolean;
  onRetry: () => void;
}

/** Which conversation is open, and the ways to get to another one. */
export function Screen({ session, isDown, onRetry }: ScreenProps) {
  const client = useQueryClient();
  const [addressed, go] = useConversationId();
  const { data } = useConversations();
  const setMode = useSetMode();
  const [isConnecting, setIsConnecting] = useState(false);
  const [isNewPending, setIsNewPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const id = addressed ?? session.conversationId;

  // A switch of the mode leads to that mode's conversation.
  const [mode, setSeenMode] = useState(session.mode);
  useEffect(() => {
    if (mode === session.mode) return;
    setSeenMode(session.mode);
    const opened = data?.conversations.find((conversation) => conversation.id === addressed);
    if (opened?.mode !== session.mode) go(undefined);
  }, [mode, session.mode, data, addressed, go]);

  const open = (next: string) => {
    const chosen = data?.conversations.find((conversation) => conversation.id === next);
    go(next);
    if (chosen && chosen.mode !== session.mode) setMode.mutate(chosen.mode);
  };
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

  return (
    <>
      <ConversationPane
        key={id}
        id={id}
        title={data?.conversations.find((conversation) => conversation.id === id)?.title ?? ''}
        session={session}
        isDown={isDown}
        isNewPending={isNewPending}
        onRetry={onRetry}
        onOpen={open}
        onNew={() => void startNew()}
        onShowConnections={() => setIsConnecting(true)}
      />
      <SideSheet
        title="Connections"
        isOpen={isConnecting}
        onClose={() => setIsConnecting(false)}
        isWide={session.mode === 'migration'}
      >
        <div className="p-4">
          <ConnectionsPanel session={session} />
        </div>
      </SideSheet>
      {problem && (
        <div className="fixed bottom-4 left-4 z-50 max-w-sm">
          <Notice tone="bad" isAlert>
            {problem}
          </Notice>
        </div>
      )}
    </>
  );
}
