import type { SessionInfo } from '@fes-assistant/protocol';
import { useState } from 'react';
import { ConnectionsPanel } from './connect/connections-panel.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { Notice } from './shared/notice.tsx';
import { SideSheet } from './shared/side-sheet.tsx';
import { useNavigation } from './use-navigation.ts';

export interface ScreenProps {
  session: SessionInfo;
  isDown: boolean;
  onRetry: () => void;
}

/** The open conversation, and the connections over it when they are asked for. */
export function Screen({ session, isDown, onRetry }: ScreenProps) {
  const navigation = useNavigation(session);
  const [isConnecting, setIsConnecting] = useState(false);
  return (
    <>
      <ConversationPane
        key={navigation.id}
        session={session}
        navigation={navigation}
        isDown={isDown}
        onRetry={onRetry}
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
      {navigation.problem && (
        <div className="fixed bottom-4 left-4 z-50 max-w-sm">
          <Notice tone="bad" isAlert>
            {navigation.problem}
          </Notice>
        </div>
      )}
    </>
  );
}
