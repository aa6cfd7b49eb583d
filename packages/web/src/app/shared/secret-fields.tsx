import type { Plan, SecretField } from '@fes-assistant/protocol';
import { type RefObject, useRef, useState } from 'react';
import { TextField } from './text-field.tsx';

/** The secrets that a plan's steps take, with the words to ask for them. */
export function secretFieldsOf({ secretFields, steps }: Plan): SecretField[] {
  if (secretFields) return secretFields;
  return [...new Set(steps.flatMap((step) => step.secrets))].map((name) => ({ name, label: name, required: true }));
}

export interface Secrets {
  fields: SecretField[];
  inputs: RefObject<Map<string, HTMLInputElement>>;
  missing: string[];
  /**
   * Reads the inputs and empties them; nothing when a required one is empty, which is then shown, unless the server may
   * still hold it.
   */
  take: (options?: { mayBeHeld: boolean }) => Record<string, string> | undefined;
}

/** Where typed secrets are until they are sent: in the inputs themselves, never in the page's state. */
export function useSecrets(plan: Plan): Secrets {
  const fields = secretFieldsOf(plan);
  const inputs = useRef(new Map<string, HTMLInputElement>());
  const [missing, setMissing] = useState<string[]>([]);
  const take: Secrets['take'] = ({ mayBeHeld } = { mayBeHeld: false }) => {
    const empty = fields.filter(({ name, required }) => required && !mayBeHeld && !inputs.current.get(name)?.value);
    setMissing(empty.map(({ name }) => name));
    if (empty.length > 0) return undefined;
    const given: Record<string, string> = {};
    for (const [name, input] of inputs.current) {
      if (input.value !== '') given[name] = input.value;
      input.value = '';
    }
    return given;
  };
  return { fields, inputs, missing, take };
}

export function SecretFields({ secrets: { fields, inputs, missing } }: { secrets: Secrets }) {
  if (fields.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-3 sm:grid-cols-2">
        {fields.map(({ name, label, required }) => (
          <TextField
            key={name}
            label={required ? label : `${label} (optional)`}
            type="password"
            autoComplete="new-password"
            data-1p-ignore
            problem={missing.includes(name) ? `Type the ${label.toLowerCase()}.` : undefined}
            ref={(input) => {
              if (input) inputs.current.set(name, input);
              else inputs.current.delete(name);
            }}
          />
        ))}
      </div>
      <p className="text-[12.5px] text-ink-3">
        Sent to the deployment only: never shown, logged, or given to a language model.
      </p>
    </div>
  );
}
