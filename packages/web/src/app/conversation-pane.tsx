import type { SessionInfo } from '@fes-assistant/protocol';
import { useCallback, useState } from 'react';
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
import { useFreshSession } from './shared/session.ts';
import { SideSheet } from './shared/side-sheet.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import type { Navigation } from './use-navigation.ts';
import { isConnected, Welcome } from './welcome.tsx';

export interface ConversationPaneProps {
  session: SessionInfo;
  navigation: Navigation;
  isDown: boolean;
  onRetry: () => void;
  onShowConnections: () => void;
}

const slots: TurnSlots = {
  result: (shown) => <ResultView {...shown} />,
  operation: (operation) => (
    <OperationCard operation={operation} approval={(action) => <ApprovalControls action={action} />} />
  ),
};

/** Sidebar and conversation: here the features, which do not know each other, come together. */
export function ConversationPane({ session, navigation, isDown, onRetry, onShowConnections }: ConversationPaneProps) {
  const { id } = navigation;
  const { conversation, stream, isLoading, retryNow } = useConversation(id);
  const { echo, isRunning, isStopping, ask, stop } = useAsk(id, conversation);
  useFreshSession(stream);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const onAsk = useCallback(
    (text: string) => {
      setIsMenuOpen(false);
      void ask(text);
    },
    [ask],
  );
  const questions = conversation.turns.filter(({ by }) => by === 'person');
  const sidebar = (
    <Sidebar
      session={session}
      mode={navigation.mode}
      conversationId={id}
      isAsking={isRunning}
      isNewPending={navigation.isNewPending}
      onMode={navigation.chooseMode}
      onAsk={onAsk}
      onOpen={navigation.open}
      onNew={navigation.startNew}
      onShowConnections={() => {
        setIsMenuOpen(false);
        onShowConnections();
      }}
    />
  );

  return (
    <div className="flex h-full">
      <a
        href="#conversation"
        className="sr-only z-50 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the conversation
      </a>
      <aside aria-label="Sidebar" className="hidden w-[272px] shrink-0 border-r border-line bg-panel lg:block">
        {sidebar}
      </aside>
      <SideSheet title="Menu" isTitleHidden side="left" isOpen={isMenuOpen} onClose={() => setIsMenuOpen(false)}>
        {sidebar}
      </SideSheet>
      <main id="conversation" tabIndex={-1} className="flex min-w-0 flex-1 flex-col">
        <TopBar
          title={questions[0]?.text ?? echo?.text ?? 'New conversation'}
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
          lastText={questions.at(-1)?.text}
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
