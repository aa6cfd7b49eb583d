import type { SessionInfo } from '@fes-assistant/protocol';
import { useCallback, useMemo, useState } from 'react';
import { ApprovalControls } from './approval/approval-controls.tsx';
import { Composer } from './chat/composer.tsx';
import { ConversationView } from './chat/conversation-view.tsx';
import type { TurnSlots } from './chat/turn-view.tsx';
import { useAsk } from './chat/use-ask.ts';
import { useConversation } from './chat/use-conversation.ts';
import { ConnectionsPanel } from './connect/connections-panel.tsx';
import { DownBanner, LostBanner } from './line-banners.tsx';
import { OperationCard } from './operation/operation-card.tsx';
import { ResultView } from './results/result-view.tsx';
import { SideSheet } from './shared/side-sheet.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { isConnected, Welcome } from './welcome.tsx';

export interface ConversationPaneProps {
  id: string;
  title: string;
  session: SessionInfo;
  isDown: boolean;
  isNewPending: boolean;
  onRetry: () => void;
  onOpen: (id: string) => void;
  onNew: () => void;
  onShowConnections: () => void;
}

const slots: TurnSlots = {
  result: (shown) => <ResultView {...shown} />,
  operation: (operation) => (
    <OperationCard operation={operation} approval={(action) => <ApprovalControls action={action} />} />
  ),
};

/** Sidebar and conversation: here the features, which do not know each other, come together. */
export function ConversationPane(props: ConversationPaneProps) {
  const { id, title, session, isDown, onRetry, onShowConnections } = props;
  const { conversation, stream, isLoading, retryNow } = useConversation(id);
  const { echo, isRunning, isStopping, ask, stop } = useAsk(id, conversation);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const onAsk = useCallback(
    (text: string) => {
      setIsMenuOpen(false);
      void ask(text);
    },
    [ask],
  );
  const lastText = useMemo(() => conversation.turns.findLast(({ by }) => by === 'person')?.text, [conversation.turns]);
  const closing = (then: () => void) => () => {
    setIsMenuOpen(false);
    then();
  };
  const sidebar = (
    <Sidebar
      session={session}
      conversationId={id}
      isAsking={isRunning}
      isNewPending={props.isNewPending}
      onAsk={onAsk}
      onOpen={(next) => closing(() => props.onOpen(next))()}
      onNew={closing(props.onNew)}
      onShowConnections={closing(onShowConnections)}
    />
  );

  return (
    <div className="flex h-full">
      <aside aria-label="Sidebar" className="hidden w-[272px] shrink-0 border-r border-line bg-panel lg:block">
        {sidebar}
      </aside>
      <SideSheet title="Menu" isTitleHidden side="left" isOpen={isMenuOpen} onClose={() => setIsMenuOpen(false)}>
        {sidebar}
      </SideSheet>
      <main className="flex min-w-0 flex-1 flex-col">
        <TopBar
          title={title || conversation.turns[0]?.text || echo?.text || 'New conversation'}
          session={session}
          onMenu={() => setIsMenuOpen(true)}
          onShowConnections={onShowConnections}
        />
        {isDown ? <DownBanner onRetry={onRetry} /> : stream === 'reconnecting' && <LostBanner onRetry={retryNow} />}
        <ConversationView
          conversation={conversation}
          echo={echo}
          isLoading={isLoading}
          isStopping={isStopping}
          slots={slots}
          welcome={
            <Welcome session={session} onAsk={onAsk}>
              <ConnectionsPanel session={session} />
            </Welcome>
          }
          onAsk={onAsk}
        />
        <Composer
          placeholder={placeholderOf(session)}
          isRunning={isRunning}
          isStopping={isStopping}
          lastText={lastText}
          onAsk={onAsk}
          onStop={() => void stop()}
        />
      </main>
    </div>
  );
}

function placeholderOf(session: SessionInfo): string {
  if (!isConnected(session))
    return session.mode === 'chat'
      ? 'Connect a deployment, then ask about it'
      : 'Connect source and target, then say what to migrate';
  return session.mode === 'chat'
    ? 'Ask about this deployment, or what to change in it'
    : 'Say what to migrate, or ask about either side';
}
