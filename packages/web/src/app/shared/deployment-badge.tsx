import { type Side, visibleText } from '@fes-assistant/protocol';
import { classNames } from './class-names.ts';

const words: Record<Side, string | undefined> = { only: undefined, source: 'Source', target: 'Target' };

export interface DeploymentBadgeProps {
  side: Side;
  deployment: string;
  /** As whom one is logged in there. */
  userName?: string;
}

/** Which deployment, with its side in words and colour. */
export function DeploymentBadge({ side, deployment, userName }: DeploymentBadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1.5 rounded-md px-2 py-0.5 text-[12px] font-medium',
        side === 'target' ? 'bg-target-soft text-target' : 'bg-accent-soft text-accent-ink',
      )}
    >
      {words[side] && <span className="shrink-0">{words[side]}</span>}
      <span className={classNames('truncate', words[side] && 'font-normal')}>
        {shortDeployment(deployment)}
        {userName && <span className="font-normal"> as {visibleText(userName)}</span>}
      </span>
    </span>
  );
}

/** A deployment's address without what everyone knows. */
export function shortDeployment(deployment: string): string {
  return deployment.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
