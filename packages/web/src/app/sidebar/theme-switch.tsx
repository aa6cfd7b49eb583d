import { Monitor, Moon, Sun } from 'lucide-react';
import { Button } from '../shared/button.tsx';
import { Hint } from '../shared/hint.tsx';
import { type Theme, useTheme } from '../shared/theme.ts';

const looks = {
  system: { icon: Monitor, next: 'light', words: 'Theme of this device' },
  light: { icon: Sun, next: 'dark', words: 'Light theme' },
  dark: { icon: Moon, next: 'system', words: 'Dark theme' },
} as const satisfies Record<Theme, { icon: typeof Sun; next: Theme; words: string }>;

export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  const { icon: Icon, next, words } = looks[theme];
  return (
    <Hint text={`${words}. Click for: ${looks[next].words.toLowerCase()}.`}>
      <Button look="quiet" size="icon" aria-label={`Theme: ${words}`} onClick={() => setTheme(next)}>
        <Icon size={15} aria-hidden="true" />
      </Button>
    </Hint>
  );
}
