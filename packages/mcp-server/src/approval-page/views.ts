import { approvalText, type Json, type Operation, visibleText } from '@fes-assistant/protocol';
import { html } from 'hono/html';
import { wordOf } from '../calls/change-answer.ts';
import { stepLines } from '../calls/operation-text.ts';

const shownSteps = 200;
const shownDetails = 100;

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

interface OperationViewInput {
  operation: Operation;
  csrf: string;
  /** Secrets that the operation read, for this page alone. */
  answers: Json[];
  problem?: string;
}

/** The stored plan with Approve and Decline, or how far it is. */
export function operationView(input: OperationViewInput) {
  const { operation, problem } = input;
  return html`<h1>${visibleText(operation.plan.summary)}</h1>
    ${problem === undefined ? '' : html`<p class="bad" role="alert">${problem}</p>`}
    ${operation.state === 'proposed' ? '' : progressView(input)}
    ${answersView(input.answers)} ${planView(operation)}
    ${operation.state === 'proposed' ? decisionForm(input) : ''}`;
}

/** The plan in the same words as everywhere else. */
function planView({ plan, state, expiresAt }: Operation) {
  const text = approvalText(plan, { steps: shownSteps, details: shownDetails });
  const expiry = state === 'proposed' ? html`<p class="soft">Can be approved until ${timeWords(expiresAt)}.</p>` : '';
  return html`<section aria-label="Where">
      ${text.deployments.map((line) => html`<p>${line}</p>`)}
      <p class="soft">${plan.title} (${plan.tool})</p>
      ${expiry}
    </section>
    <h2>${plan.steps.length === 1 ? 'What happens' : `What happens, in ${plan.steps.length} steps`}</h2>
    <ol>
      ${text.steps.map(({ text: line, details }) => html`<li>${line}${listView(details)}</li>`)}
    </ol>
    ${titledList('What else happens', text.consequences)} ${titledList('Weigh this', text.warnings)}
    <p class="soft">${text.undo}</p>`;
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

function timeWords(iso: string): string {
  return `${clock.format(new Date(iso))} UTC`;
}

function answersView(answers: Json[]) {
  if (answers.length === 0) return '';
  return html`<section aria-label="Answer">
    <h2>Answer</h2>
    ${answers.map((answer) => html`<p>${visibleText(JSON.stringify(answer))}</p>`)}
    <p class="soft">Shown here only, for ten minutes.</p>
  </section>`;
}

function listView(lines: string[]) {
  return lines.length === 0 ? '' : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function titledList(title: string, lines: string[]) {
  return lines.length === 0 ? '' : html`<section aria-label="${title}"><h2>${title}</h2>${listView(lines)}</section>`;
}

function secretInputs({ plan }: Operation) {
  return (plan.secretFields ?? []).map(
    ({ name, label, required }) =>
      html`<label for="secret-${name}">${visibleText(label)}${required ? '' : ' (optional)'}</label>
        <input id="secret-${name}" name="secret:${name}" type="password" autocomplete="new-password" maxlength="16384" />`,
  );
}

function decisionForm({ operation, csrf }: OperationViewInput) {
  return html`<form method="post" action="/approve/${operation.id}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="digest" value="${operation.digest}" />
    ${secretInputs(operation)}
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
    ${listView(stepLines(operation).map((line) => visibleText(line.replace(/^- /, ''))))}
    <progress value="${ended}" max="${counts.total}" aria-label="Steps"></progress>
    ${question ? questionForm({ operation, csrf }) : ''}
    <form method="post" action="/approve/${operation.id}">
      <input type="hidden" name="csrf" value="${csrf}" />
      <input type="hidden" name="digest" value="${operation.digest}" />
      ${operation.state === 'interrupted' ? secretInputs(operation) : ''}
      <div class="actions">
        ${runs && !operation.cancelRequested ? html`<button name="action" value="cancel">Stop before the next step</button>` : ''}
        ${operation.state === 'interrupted' ? html`<button class="act" name="action" value="resume">Go on</button>` : ''}
        ${operation.undoable ? html`<button name="action" value="undo">Plan the undo</button>` : ''}
      </div>
    </form>
  </section>`;
}

function questionForm({ operation, csrf }: Pick<OperationViewInput, 'operation' | 'csrf'>) {
  const { question } = operation;
  if (!question) return '';
  return html`<form method="post" action="/approve/${operation.id}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="digest" value="${operation.digest}" />
    <input type="hidden" name="step" value="${question.step}" />
    <p>${visibleText(question.question)}</p>
    ${secretInputs(operation)}
    <div class="actions">
      ${question.candidates.map((id) => html`<button name="action" value="applied:${id}">It is ${visibleText(id)}</button>`)}
      ${question.candidates.length === 0 ? html`<button name="action" value="applied">It happened</button>` : ''}
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
