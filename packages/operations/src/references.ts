import type { Json, Operation } from '@fes-assistant/protocol';

/** The ids of the steps whose outcomes an argument stands on: `{"outcomeOf": "s1"}`, anywhere in it. */
export function referencesIn(argument: Json): string[] {
  const step = referencedStep(argument);
  if (step !== undefined) return [step];
  if (typeof argument !== 'object' || argument === null) return [];
  return [...new Set(Object.values(argument).flatMap((member: Json) => referencesIn(member)))];
}

/** An argument with every reference replaced. */
export function replaceReferences(argument: Json, replacement: (step: string) => Json): Json {
  const step = referencedStep(argument);
  if (step !== undefined) return replacement(step);
  if (Array.isArray(argument)) return argument.map((item) => replaceReferences(item, replacement));
  if (typeof argument !== 'object' || argument === null) return argument;
  return Object.fromEntries(
    Object.entries(argument).map(([key, member]) => [key, replaceReferences(member, replacement)]),
  );
}

/** The id that a step's outcome recorded; `undefined` where the step was not done or its id is not known. */
export function outcomeIdOf(operation: Operation, step: string): string | undefined {
  const outcome = operation.steps[step]?.outcome;
  return outcome?.state === 'done' ? outcome.assetId : undefined;
}

function referencedStep(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { outcomeOf } = value;
  return typeof outcomeOf === 'string' && Object.keys(value).length === 1 ? outcomeOf : undefined;
}
