import type { ConnectionStatus } from '@fes-assistant/protocol';
import { CircleCheck, ShieldAlert, ShieldCheck, Unplug } from 'lucide-react';
import { Button } from '../shared/button.tsx';
import { shortDeployment } from '../shared/deployment-badge.tsx';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf, useDisconnect } from '../shared/session.ts';
import { tlsWords } from '../shared/tls-words.ts';

/** Where one is connected, and as whom. The token is not known to the page any more. */
export function ConnectedCard({ connection }: { connection: ConnectionStatus }) {
  const disconnect = useDisconnect();
  const { user, deployment, version } = connection;
  const tls = tlsWords(connection);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-start gap-2.5">
        <CircleCheck size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-good" />
        <div className="min-w-0">
          <p className="truncate font-medium">{shortDeployment(deployment)}</p>
          <p className="text-[13px] break-words text-ink-2">
            Connected as {user.name}
            {user.email && user.email !== user.name ? ` (${user.email})` : ''}
            {user.role ? `, ${user.role}` : ''}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-[12.5px] text-ink-3">
            <span className="inline-flex items-center gap-1">
              {tls.isSafe ? (
                <ShieldCheck size={13} aria-hidden="true" />
              ) : (
                <ShieldAlert size={13} aria-hidden="true" className="text-warn" />
              )}
              <span className="inline-block first-letter:uppercase">{tls.words}</span>
            </span>
            {version && <span>Sisense {version}</span>}
          </p>
        </div>
      </div>
      {disconnect.error && (
        <Notice tone="bad" isAlert>
          {sentenceOf(disconnect.error)}
        </Notice>
      )}
      <div>
        <Button
          size="small"
          isBusy={disconnect.isPending}
          icon={<Unplug size={14} aria-hidden="true" />}
          onClick={() => disconnect.mutate(connection.side)}
        >
          Disconnect
        </Button>
      </div>
    </div>
  );
}
