import type { SessionInfo } from '@fes-assistant/protocol';
import { Menu, PlugZap } from 'lucide-react';
import { Button } from './shared/button.tsx';
import { DeploymentBadge } from './shared/deployment-badge.tsx';

export interface TopBarProps {
  title: string;
  session: SessionInfo;
  onMenu: () => void;
  onShowConnections: () => void;
}

export function TopBar({ title, session, onMenu, onShowConnections }: TopBarProps) {
  const shown = session.connections.filter(({ side }) => (session.mode === 'chat') === (side === 'only'));
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3 sm:px-4">
      <Button look="quiet" size="icon" aria-label="Open menu" onClick={onMenu} className="lg:hidden">
        <Menu size={17} aria-hidden="true" />
      </Button>
      <h1 className="min-w-0 flex-1 truncate text-[14px] font-medium">{title}</h1>
      <div className="hidden min-w-0 items-center gap-1.5 md:flex">
        {shown.map(({ side, deployment }) => (
          <DeploymentBadge key={side} side={side} deployment={deployment} />
        ))}
      </div>
      <Button look="quiet" size="small" icon={<PlugZap size={14} aria-hidden="true" />} onClick={onShowConnections}>
        Connections
      </Button>
    </header>
  );
}
