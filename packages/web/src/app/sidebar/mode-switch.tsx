import type { Mode } from '@fes-assistant/protocol';
import { ArrowRightLeft, MessagesSquare } from 'lucide-react';
import { RadioGroup } from 'radix-ui';

const modes = [
  { mode: 'chat', title: 'Chat with deployment', icon: MessagesSquare },
  { mode: 'migration', title: 'Migrate between deployments', icon: ArrowRightLeft },
] as const;

/** What one works on: a single deployment, or a source and a target. */
export function ModeSwitch({ mode: current, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  return (
    <RadioGroup.Root
      aria-label="Mode"
      value={current}
      onValueChange={(mode) => onChange(mode as Mode)}
      className="flex flex-col gap-0.5 rounded-xl border border-line bg-sunken p-1"
    >
      {modes.map(({ mode, title, icon: Icon }) => (
        <RadioGroup.Item
          key={mode}
          value={mode}
          className="flex h-8 items-center gap-2 rounded-lg px-2.5 text-left text-[13px] text-ink-2 transition-colors hover:text-ink data-[state=checked]:shadow-xs data-[state=checked]:bg-chosen data-[state=checked]:font-medium data-[state=checked]:text-ink"
        >
          <Icon size={15} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{title}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
