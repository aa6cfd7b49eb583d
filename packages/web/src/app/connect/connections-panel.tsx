import type { SessionInfo, Side } from '@fes-assistant/protocol';
import { ArrowRight } from 'lucide-react';
import { ConnectionForm } from './connection-form.tsx';
import { Offers } from './offers.tsx';

/** The forms of this mode: one deployment to chat with, or a source and a target side by side. */
export function ConnectionsPanel({ session }: { session: SessionInfo }) {
  const connected = (side: Side) => session.connections.find((connection) => connection.side === side);
  if (session.mode === 'chat') {
    return (
      <div className="mx-auto flex w-full max-w-md flex-col gap-3">
        <Offers session={session} />
        <ConnectionForm side="only" connected={connected('only')} />
      </div>
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-3">
      <Offers session={session} />
      <div className="grid items-start gap-3 md:grid-cols-[1fr_auto_1fr]">
        <ConnectionForm side="source" connected={connected('source')} />
        <ArrowRight size={18} aria-hidden="true" className="mt-16 hidden text-ink-3 md:block" />
        <ConnectionForm side="target" connected={connected('target')} />
      </div>
    </div>
  );
}
