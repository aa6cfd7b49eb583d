/** Secrets that persons typed for an operation: in this process's memory only, gone when the operation rests. */
export interface SecretVault {
  put(operation: string, secrets: Record<string, string>): void;
  of(operation: string): Record<string, string>;
  wipe(operation: string): void;
  wipeAll(): void;
}

/** `onSecret` is told every value, so that logs can be kept free of it. */
export function createSecretVault(onSecret: (value: string) => void): SecretVault {
  const held = new Map<string, Record<string, string>>();
  return {
    put(operation, secrets) {
      for (const value of Object.values(secrets)) onSecret(value);
      held.set(operation, { ...held.get(operation), ...secrets });
    },
    of: (operation) => held.get(operation) ?? {},
    wipe: (operation) => void held.delete(operation),
    wipeAll: () => held.clear(),
  };
}
