import type { ToolFailure } from '@fes-assistant/protocol';
import { Notice } from './notice.tsx';

const whoCanFix: Record<ToolFailure['fixableBy'], string | undefined> = {
  asker: undefined,
  operator: 'Whoever runs this assistant or the deployment can fix this.',
  us: 'This is a fault of FES Assistant itself; please report it.',
};

/** A failure in our words; what the deployment said is quoted, never merged into our sentence. */
export function FailureNote({ failure }: { failure: ToolFailure }) {
  const advice = whoCanFix[failure.fixableBy];
  return (
    <Notice tone={failure.code === 'cancelled' ? 'info' : 'bad'}>
      <p className="font-medium">{failure.message}</p>
      {failure.serverReason !== undefined && (
        <figure className="mt-1.5">
          <figcaption className="text-[12px] text-ink-2">The deployment said:</figcaption>
          <blockquote className="mt-0.5 border-l-2 border-bad-line pl-2.5 font-mono text-[12px] whitespace-pre-wrap text-ink-2">
            {failure.serverReason}
          </blockquote>
        </figure>
      )}
      {(advice || failure.request) && (
        <p className="mt-1.5 text-[12px] text-ink-2">
          {advice} {failure.request && <code className="font-mono">{failure.request}</code>}
        </p>
      )}
    </Notice>
  );
}
