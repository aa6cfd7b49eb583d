import type { Json } from '@fes-assistant/protocol';
import { isSecretName } from '../derive/refused-arguments.ts';

type Parameters = Record<string, Json>;

/** The parameters with every secret empty: what may be planned, shown and stored. */
export function emptySecrets(parameters: Json): Parameters {
  return Object.fromEntries(
    Object.entries(asParameters(parameters)).map(([name, value]) => [name, isSecretName(name) ? '' : value]),
  );
}

/** The parameters with the one secret that the approver gave; without one, with what the connection has now. */
export function withSecret(
  planned: Json,
  { secret, now = {} }: { secret: string | undefined; now?: Json },
): Parameters {
  const present = asParameters(now);
  return Object.fromEntries(
    Object.entries({ ...present, ...asParameters(planned) }).map(([name, value]) => [
      name,
      isSecretName(name) ? (secret ?? present[name] ?? value) : value,
    ]),
  );
}

export function asParameters(parameters: Json | undefined): Parameters {
  return parameters !== null && typeof parameters === 'object' && !Array.isArray(parameters) ? parameters : {};
}
