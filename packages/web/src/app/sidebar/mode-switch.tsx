import type { Mode, SessionInfo } from '@fes-assistant/protocol';
import { ArrowRightLeft, MessagesSquare } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf, useSetMode } from '../shared/session.ts';

const modes = [
  { mode: 'chat', title: 'Chat with deployment', icon: MessagesSquare },
  { mode: 'migration', title: 'Migrate between deployments', icon: ArrowRightLeft },
] as const;

/** What one works on: a single deployment, or a source and a target. */
export function ModeSwitch({ session }: { session: SessionInfo }) {
  const setMode = useSetMode();
  const current = setMode.isPending ? setMode.variables : session.mode;
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup.Root
        aria-label="Mode"
        value={current}
        onValueChange={(mode) => setMode.mutate(mode as Mode)}
        className="flex flex-col gap-0.5 rounded-xl border border-line bg-sunken p-1"
      >
        {modes.map(({ mode, title, icon: Icon }) => (
          <RadioGroup.Item
            key={mode}
            value={mode}
            className="flex h-8 items-center gap-2 rounded-lg px-2.5 text-left text-[13px] text-ink-2 transition-colors hover:text-ink data-[state=checked]:card-shadow data-[state=checked]:bg-raised data-[state=checked]:font-medium data-[state=checked]:text-ink"
          >
            <Icon size={15} aria-hidden="true" className="shrink-0" />
            <span className="truncate">{title}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {setMode.error && (
        <Notice tone="bad" isAlert>
          {sentenceOf(setMode.error)}
        </Notice>
      )}
    </div>
  );
}
