import type { SessionInfo } from '@fes-assistant/protocol';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../shared/button.tsx';
import { shortDeployment } from '../shared/deployment-badge.tsx';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf, useConnect } from '../shared/session.ts';
import { type OfferClick, offerClicks } from './offer-clicks.ts';

/** Connections that the operator or the demo holds: one click each, no token to type. */
export function Offers({ session }: { session: SessionInfo }) {
  const connect = useConnect();
  const [busy, setBusy] = useState<string>();
  const clicks = offerClicks(session);
  if (clicks.length === 0) return null;

  const take = async (click: OfferClick) => {
    setBusy(click.label);
    try {
      for (const { side, named } of click.connects) await connect.mutateAsync({ side, connection: { named } });
    } catch {
      // Shown below from the mutation's own error.
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      {clicks.map((click, index) => (
        <Button
          key={click.label}
          look={index === 0 ? 'primary' : 'plain'}
          isBusy={busy === click.label}
          disabled={busy !== undefined}
          icon={<Sparkles size={15} aria-hidden="true" className="shrink-0" />}
          onClick={() => void take(click)}
          className="h-auto min-h-10 justify-start py-2 text-left whitespace-normal"
        >
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 [overflow-wrap:anywhere]">
            {click.label}
            <span className={index === 0 ? 'text-[12.5px] font-normal' : 'text-[12.5px] font-normal text-ink-3'}>
              {click.deployments.map(shortDeployment).join(' → ')}
            </span>
          </span>
        </Button>
      ))}
      {connect.error && (
        <Notice tone="bad" isAlert>
          {sentenceOf(connect.error)}
        </Notice>
      )}
      <p className="flex items-center gap-3 pt-1 text-[12.5px] text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or your own
      </p>
    </div>
  );
}
