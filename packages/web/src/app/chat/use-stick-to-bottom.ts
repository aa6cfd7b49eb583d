import { useCallback, useEffect, useRef, useState } from 'react';

const near = 60;
const gestureMs = 600;
const pressMs = 5000;

/**
 * Keeps the newest in view while the reader is at the end, and leaves the reader alone otherwise. What grows because the
 * reader just opened it does not move either.
 */
export function useStickToBottom({ isOn }: { isOn: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isPinned = useRef(true);
  const lastGesture = useRef(Number.NEGATIVE_INFINITY);
  const [isAtBottom, setIsAtBottom] = useState(true);

  const scrollToBottom = useCallback(() => {
    const element = frame.current;
    if (element) element.scrollTop = element.scrollHeight;
    isPinned.current = true;
  }, []);

  /** Something new has begun: shown when the reader is at the end, or has just pressed what began it. */
  const followNew = useCallback(() => {
    if (isPinned.current || performance.now() - lastGesture.current < pressMs) scrollToBottom();
  }, [scrollToBottom]);

  const isWanted = useRef(isOn);
  isWanted.current = isOn;

  useEffect(() => {
    const element = frame.current;
    const inside = content.current;
    if (!element || !inside) return;
    const measure = () => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < near;
      isPinned.current = isNear;
      setIsAtBottom(isNear || !isWanted.current);
    };
    const noteGesture = () => {
      lastGesture.current = performance.now();
    };
    const grown = new ResizeObserver(() => {
      if (isWanted.current && isPinned.current && performance.now() - lastGesture.current > gestureMs) scrollToBottom();
      else measure();
    });
    grown.observe(inside);
    grown.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    inside.addEventListener('pointerdown', noteGesture);
    inside.addEventListener('keydown', noteGesture);
    return () => {
      grown.disconnect();
      element.removeEventListener('scroll', measure);
      inside.removeEventListener('pointerdown', noteGesture);
      inside.removeEventListener('keydown', noteGesture);
    };
  }, [scrollToBottom]);

  return { frame, content, isAtBottom, scrollToBottom, followNew };
}
