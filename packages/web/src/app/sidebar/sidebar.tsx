import type { Mode, SessionInfo } from '@fes-assistant/protocol';
import { SquarePen } from 'lucide-react';
import { Button } from '../shared/button.tsx';
import { ConversationList } from './conversation-list.tsx';
import { Examples } from './examples.tsx';
import { Footer } from './footer.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { Status } from './status.tsx';

export interface SidebarProps {
  session: SessionInfo;
  /** The mode in force, or the one just chosen. */
  mode: Mode;
  conversationId: string;
  isAsking: boolean;
  isNewPending: boolean;
  onMode: (mode: Mode) => void;
  onAsk: (text: string) => void;
  onOpen: (conversationId: string) => void;
  onNew: () => void;
  onShowConnections: () => void;
}

export function Sidebar(props: SidebarProps) {
  const { session, onAsk, onNew, isAsking, isNewPending } = props;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-col gap-3 px-3 pt-3 pb-3">
        <div className="flex h-8 items-center gap-2 px-1">
          <img src="/icon.svg" alt="" width={22} height={22} />
          <span className="text-[14.5px] font-semibold tracking-tight">FES Assistant</span>
        </div>
        <ModeSwitch mode={props.mode} onChange={props.onMode} />
        <Button
          icon={<SquarePen size={15} aria-hidden="true" />}
          onClick={onNew}
          isBusy={isNewPending}
          className="w-full"
        >
          New conversation
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-3 pt-1 pb-4">
        <Status session={session} onShowConnections={props.onShowConnections} />
        <Examples session={session} isAsking={isAsking} onAsk={onAsk} />
        <ConversationList openId={props.conversationId} onOpen={props.onOpen} />
      </div>
      <Footer session={session} />
    </div>
  );
}
