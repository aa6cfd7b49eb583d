import { Refusal } from '@fes-assistant/tools';

const maxWaiting = 200;

/** Lets a limited number of calls through for each key; the others wait in order. */
export interface Turnstile {
  pass<Result>(at: { key: string; signal: AbortSignal }, work: () => Promise<Result>): Promise<Result>;
}

interface Lane {
  running: number;
  waiting: (() => void)[];
}

/** One lane for each deployment, so that one that hangs starves no other. */
export function createTurnstile(limit: number): Turnstile {
  const lanes = new Map<string, Lane>();

  const enter = async (key: string, signal: AbortSignal): Promise<Lane> => {
    signal.throwIfAborted();
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running < limit) {
      lane.running += 1;
      return lane;
    }
    if (lane.waiting.length >= maxWaiting) {
      throw new Refusal('Too many calls wait for this deployment: try again in a minute.', 'rate-limited');
    }
    await wait(lane, signal);
    return lane;
  };

  const leave = (key: string, lane: Lane) => {
    const next = lane.waiting.shift();
    if (next) return next();
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(key);
  };

  return {
    async pass({ key, signal }, work) {
      const lane = await enter(key, signal);
      try {
        return await work();
      } finally {
        leave(key, lane);
      }
    },
  };
}

/** The place of the one who left is handed on, so `running` stays as it is. */
function wait(lane: Lane, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      lane.waiting = lane.waiting.filter((waiting) => waiting !== goOn);
      reject(signal.reason);
    };
    const goOn = () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    lane.waiting.push(goOn);
  });
}
