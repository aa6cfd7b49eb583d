import { type Plan, quotedText, type Step, visibleText } from '@fes-assistant/protocol';

const maxSteps = 40;

/** A stored plan in words, for hosts that show text only: where, what, what else happens, what can be undone. */
export function planText(plan: Plan): string {
  const where = plan.connections.map(({ side, deployment, userName }) => {
    return `${side === 'only' ? 'On' : side} ${visibleText(deployment)} as ${visibleText(userName)}.`;
  });
  const steps = plan.steps.slice(0, maxSteps).flatMap(stepLines);
  const rest = plan.steps.length - maxSteps;
  return [
    visibleText(plan.summary),
    ...where,
    ...plan.warnings.map((warning) => `Consider: ${visibleText(warning)}`),
    ...steps,
    ...(rest > 0 ? [`… and ${rest} more steps, all of them on the approval page.`] : []),
  ].join('\n');
}

function stepLines(step: Step): string[] {
  const changes = step.changes.map(
    ({ field, before, after }) =>
      `  ${visibleText(field)}: ${quotedText(JSON.stringify(before))} → ${quotedText(JSON.stringify(after))}`,
  );
  return [
    `- ${step.action} ${step.asset.type} ${quotedText(step.asset.name)}`,
    ...changes,
    ...step.consequences.map((consequence) => `  ${visibleText(consequence)}`),
    `  ${visibleText(step.undo)}`,
  ];
}
