import type { z } from 'zod';

/** What is wrong with an input, as one sentence; values are never repeated. */
export function zodSentence(error: z.ZodError): string {
  const sentences = error.issues.slice(0, 3).map(issueSentence);
  const rest = error.issues.length - sentences.length;
  return `${sentences.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}

function issueSentence(issue: z.core.$ZodIssue): string {
  const name = issue.path.map(String).join('.');
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return `the argument "${name}" is missing (${issue.expected})`;
  }
  const what = issue.message.replace(/^Invalid (input|option|value|string): /, '');
  return name === '' ? `the arguments do not fit: ${what}` : `the argument "${name}" does not fit: ${what}`;
}
