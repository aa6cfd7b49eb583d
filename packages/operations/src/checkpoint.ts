/** The moments between which a crash may fall. */
export type CheckpointName = 'before-record' | 'after-record' | 'before-call' | 'after-call';

/** Called at each of them; a crash drill stops the engine by throwing here. */
export type Checkpoint = (name: CheckpointName, operation: string) => void | Promise<void>;
