import { RotateCw, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './shared/button.tsx';

/** The backend does not answer; what is on the screen stays. */
export function DownBanner({ onRetry }: { onRetry: () => void }) {
  return (
    <Banner
      text="The backend does not answer. What runs there goes on; this page tries again by itself."
      onRetry={onRetry}
    />
  );
}

const patienceMs = 1500;

/** The event stream is interrupted. A short interruption is not worth a word. */
export function LostBanner({ onRetry }: { onRetry: () => void }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isLong ? (
    <Banner
      text="The connection was lost and is being made again. Nothing that runs is stopped by this."
      onRetry={onRetry}
    />
  ) : null;
}

function Banner({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="fade flex items-center gap-2.5 border-b border-warn-line bg-warn-soft px-4 py-2 text-[13px]"
    >
      <WifiOff size={15} aria-hidden="true" className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1">{text}</p>
      <Button size="small" icon={<RotateCw size={13} aria-hidden="true" />} onClick={onRetry}>
        Try now
      </Button>
    </div>
  );
}
