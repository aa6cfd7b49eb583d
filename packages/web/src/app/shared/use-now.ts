import { useEffect, useState } from 'react';

/** The time, again every `every` milliseconds while `isOn`. */
export function useNow({ every, isOn }: { every: number; isOn: boolean }): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isOn) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every, isOn]);
  return now;
}
