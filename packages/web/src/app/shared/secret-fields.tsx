import type { Plan } from '@fes-assistant/protocol';
import { type RefObject, useRef } from 'react';
import { TextField } from './text-field.tsx';

/** The secrets that a plan's steps take, each once. */
export function secretNames(plan: Plan): string[] {
  return [...new Set(plan.steps.flatMap((step) => step.secrets))];
}

/** Where typed secrets are until they are sent: in the input fields, never in the page's state. */
export function useSecrets() {
  const fields = useRef(new Map<string, HTMLInputElement>());
  /** Reads the fields and empties them. */
  const take = (): Record<string, string> => {
    const given: Record<string, string> = {};
    for (const [name, field] of fields.current) {
      if (field.value !== '') given[name] = field.value;
      field.value = '';
    }
    return given;
  };
  return { fields, take };
}

export interface SecretFieldsProps {
  names: string[];
  fields: RefObject<Map<string, HTMLInputElement>>;
}

export function SecretFields({ names, fields }: SecretFieldsProps) {
  if (names.length === 0) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {names.map((name) => (
        <TextField
          key={name}
          label={secretLabel(name)}
          type="password"
          autoComplete="new-password"
          data-1p-ignore
          note="Sent to the deployment only; never shown, logged or given to the language model."
          ref={(field) => {
            if (field) fields.current.set(name, field);
            else fields.current.delete(name);
          }}
        />
      ))}
    </div>
  );
}

/** `new_password` → `New password`. */
function secretLabel(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
