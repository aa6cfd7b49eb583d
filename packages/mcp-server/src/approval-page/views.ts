import { type Operation, type Step, visibleText } from '@fes-assistant/protocol';
import { html } from 'hono/html';
import { wordOf } from '../calls/change-answer.ts';

const maxSteps = 500;

/** Asks for the code that the tool server printed on its terminal. */
export function codeView({ id, problem }: { id: string; problem?: string }) {
  return html`<h1>Approve a change</h1>
    <p>Type the approval code that the tool server printed on its terminal when it started.</p>
    ${problem === undefined ? '' : html`<p class="bad" role="alert">${problem}</p>`}
    <form method="post" action="/approve/${id}/code">
      <label for="code">Approval code</label>
      <input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus />
      <div class="actions"><button class="act">Go on</button></div>
    </form>`;
}

export function messageView({ title, text }: { title: string; text: string }) {
  return html`<h1>${title}</h1><p>${text}</p>`;
}

export interface OperationViewInput {
  operation: Operation;
  csrf: string;
  problem?: string;
}

/** The stored plan with Approve and Decline, or how far it is. */
export function operationView(input: OperationViewInput) {
  const { operation, problem } = input;
  return html`<h1>${visibleText(operation.plan.summary)}</h1>
    ${problem === undefined ? '' : html`<p class="bad" role="alert">${problem}</p>`}
    ${operation.state === 'proposed' ? '' : progressView(input)}
    ${whereView(operation)} ${warningsView(operation)} ${stepsView(operation)}
    ${operation.state === 'proposed' ? decisionForm(input) : ''}`;
}

function whereView({ plan, expiresAt, state }: Operation) {
  const deployments = plan.connections.map(
    ({ side, deployment, userName }) =>
      html`<dt>${side === 'only' ? 'Deployment' : side === 'source' ? 'Source' : 'Target'}</dt>
        <dd>${visibleText(deployment)} as ${visibleText(userName)}</dd>`,
  );
  const expiry = state === 'proposed' ? html`<dt>Can be approved until</dt><dd>${expiresAt}</dd>` : '';
  return html`<section aria-label="Where"><dl>${deployments}<dt>Tool</dt><dd>${plan.title} (${plan.tool})</dd>${expiry}</dl></section>`;
}

function warningsView({ plan }: Operation) {
  if (plan.warnings.length === 0) return '';
  return html`<section aria-label="Warnings"><h2>Consider</h2><ul>${plan.warnings.map((text) => html`<li>${visibleText(text)}</li>`)}</ul></section>`;
}

function stepsView(operation: Operation) {
  const { steps } = operation.plan;
  const shown = steps.slice(0, maxSteps);
  const rest = steps.length - shown.length;
  return html`<h2>${steps.length === 1 ? 'What happens' : `What happens, in ${steps.length} steps`}</h2>
    <ol>${shown.map((step) => stepView(operation, step))}</ol>
    ${rest > 0 ? html`<p class="bad">${rest} more steps are not shown here. Ask for operations.get to see all of them.</p>` : ''}`;
}

function stepView(operation: Operation, step: Step) {
  const progress = operation.steps[step.id];
  const outcome = progress?.outcome;
  const why =
    outcome?.state === 'failed' ? outcome.failure.message : outcome && 'reason' in outcome ? outcome.reason : '';
  const state =
    operation.state === 'proposed' ? '' : html` <strong>${progress?.state ?? 'pending'}</strong> ${visibleText(why)}`;
  const changes = step.changes.map(
    ({ field, before, after }) =>
      html`<li>${visibleText(field)}: ${visibleText(JSON.stringify(before))} → ${visibleText(JSON.stringify(after))}</li>`,
  );
  const consequences = step.consequences.map((text) => html`<li>${visibleText(text)}</li>`);
  return html`<li>
    ${actionWords[step.action]} ${step.asset.type} <strong>${visibleText(step.asset.name)}</strong>${state}
    <ul>${changes}${consequences}<li class="soft">${visibleText(step.undo)}</li></ul>
  </li>`;
}

const actionWords = { create: 'Create', update: 'Update', delete: 'Delete', run: 'Run' } as const;

function decisionForm({ operation, csrf }: OperationViewInput) {
  const secrets = operation.plan.secretFields ?? [];
  return html`<form method="post" action="/approve/${operation.id}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="digest" value="${operation.digest}" />
    ${secrets.map(
      ({ name, label, required }) =>
        html`<label for="secret-${name}">${visibleText(label)}${required ? '' : ' (optional)'}</label>
          <input id="secret-${name}" name="secret:${name}" type="password" autocomplete="new-password" maxlength="16384" />`,
    )}
    <div class="actions">
      <button class="act" name="action" value="approve">Approve</button>
      <button name="action" value="decline">Decline</button>
    </div>
    <p class="soft">Nothing changes unless you approve. What you approve is exactly what is shown here.</p>
  </form>`;
}

function progressView({ operation, csrf }: OperationViewInput) {
  const { counts, question, reason } = operation;
  const ended = counts.total - counts.pending;
  const runs = operation.state === 'running' || operation.state === 'approved';
  return html`<section aria-label="Progress">
    <p role="status"><strong>${stateWords[wordOf(operation)]}</strong> ${ended} of ${counts.total} steps. ${reason ?? ''}</p>
    <progress value="${ended}" max="${counts.total}" aria-label="Steps"></progress>
    ${question ? questionForm({ operation, csrf }) : ''}
    <form method="post" action="/approve/${operation.id}">
      <input type="hidden" name="csrf" value="${csrf}" />
      <input type="hidden" name="digest" value="${operation.digest}" />
      <div class="actions">
        ${runs && !operation.cancelRequested ? html`<button name="action" value="cancel">Stop before the next step</button>` : ''}
        ${operation.state === 'interrupted' ? html`<button class="act" name="action" value="resume">Go on</button>` : ''}
        ${operation.undoable ? html`<button name="action" value="undo">Plan the undo</button>` : ''}
      </div>
    </form>
  </section>`;
}

function questionForm({ operation, csrf }: OperationViewInput) {
  const { question } = operation;
  if (!question) return '';
  return html`<form method="post" action="/approve/${operation.id}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="digest" value="${operation.digest}" />
    <input type="hidden" name="step" value="${question.step}" />
    <p>${visibleText(question.question)}</p>
    <div class="actions">
      <button name="action" value="applied">It happened</button>
      <button name="action" value="not-applied">It did not happen</button>
    </div>
  </form>`;
}

const stateWords: Record<ReturnType<typeof wordOf>, string> = {
  proposed: 'Waits for approval.',
  declined: 'Declined. Nothing was changed.',
  expired: 'Expired. Nothing was changed.',
  approved: 'Approved.',
  running: 'Running.',
  interrupted: 'Interrupted.',
  'needs-decision': 'Waits for your answer.',
  done: 'Done.',
  partly: 'Only partly done.',
  failed: 'Failed.',
  unknown: 'Not known whether it happened.',
  cancelled: 'Cancelled.',
};
