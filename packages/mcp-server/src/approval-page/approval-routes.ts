import type { Caller } from '@fes-assistant/operations';
import { isSameSecret } from '@fes-assistant/runtime';
import { explain } from '@fes-assistant/tools';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ChangeParts } from '../calls/change-parts.ts';
import type { SecretReads } from '../secret-reads/secret-reads.ts';
import type { BrowserSession, BrowserSessions } from './browser-sessions.ts';
import { renderPage } from './page.ts';
import { codeView, messageView, operationView } from './views.ts';

const cookieName = 'fes-approval';
const refreshSeconds = 2;
const undoPlanMs = 60_000;
/** How the journal names who approved here. */
const approver = 'approval page';

export interface ApprovalPageParts {
  change: ChangeParts;
  secretReads: SecretReads;
  sessions: BrowserSessions;
}

/** `/approve/{id}`: a person reads the stored plan and decides, without any other service and without a script. */
export function approvalRoutes(parts: ApprovalPageParts): Hono {
  const routes = new Hono();
  routes.onError((error) => {
    const text = explain(error).message;
    return renderPage({ title: 'Not possible', status: 400, body: messageView({ title: 'Not possible', text }) });
  });
  routes.get('/:id', async (context) => {
    const session = parts.sessions.find(getCookie(context, cookieName));
    const id = context.req.param('id');
    if (session) return operationPage(parts, { session, id });
    if (context.req.header('sec-fetch-site') === 'cross-site') return comeAgain();
    return renderPage({ title: 'Approve a change', body: codeView({ id }) });
  });
  routes.post('/:id/code', (context) => enterCode(parts, context));
  routes.post('/:id', async (context) => {
    const session = parts.sessions.find(getCookie(context, cookieName));
    const id = context.req.param('id');
    if (!session) return renderPage({ title: 'Approve a change', status: 401, body: codeView({ id }) });
    const form = await formOf(context);
    if (!isSameOrigin(context) || !isSameSecret(form.get('csrf') ?? '', session.csrf)) {
      const text = 'The form is not one of this page: open the page again.';
      return renderPage({ title: 'Refused', status: 403, body: messageView({ title: 'Refused', text }) });
    }
    return act(parts, { session, id, form });
  });
  return routes;
}

/** A link on another site brings no strict cookie; the same address asked for by this page does. */
function comeAgain(): Promise<Response> {
  const text = 'One moment …';
  return renderPage({
    title: 'Approve a change',
    refreshSeconds: 0,
    body: messageView({ title: 'Approve a change', text }),
  });
}

async function enterCode(parts: ApprovalPageParts, context: Context): Promise<Response> {
  const id = context.req.param('id') ?? '';
  const form = await formOf(context);
  const opened = parts.sessions.open(form.get('code') ?? '');
  if ('refused' in opened) {
    const wrong = opened.refused === 'wrong-code';
    const problem = wrong ? 'That is not the code of this run.' : 'Too many wrong codes: try again in ten minutes.';
    return renderPage({ title: 'Approve a change', status: wrong ? 403 : 429, body: codeView({ id, problem }) });
  }
  setCookie(context, cookieName, opened.id, { httpOnly: true, sameSite: 'Strict', path: '/approve' });
  return context.redirect(`/approve/${encodeURIComponent(id)}`, 303);
}

interface Asked {
  session: BrowserSession;
  id: string;
}

async function operationPage(parts: ApprovalPageParts, { session, id, problem }: Asked & { problem?: string }) {
  const operation = await parts.change.desk.operations.get({
    id,
    principal: await parts.change.desk.operations.ownerOf({ id }),
  });
  const moves = operation.state === 'running' || operation.state === 'approved';
  return renderPage({
    title: operation.plan.summary,
    body: operationView({
      operation,
      csrf: session.csrf,
      answers: parts.secretReads.answersOf(operation),
      ...(problem === undefined ? {} : { problem }),
    }),
    ...(problem === undefined ? {} : { status: 409 }),
    ...(moves ? { refreshSeconds } : {}),
  });
}

async function act(parts: ApprovalPageParts, asked: Asked & { form: URLSearchParams }): Promise<Response> {
  try {
    const next = await carryOut(parts, asked);
    return new Response(null, { status: 303, headers: { location: `/approve/${encodeURIComponent(next)}` } });
  } catch (error) {
    return operationPage(parts, { ...asked, problem: explain(error).message });
  }
}

/** Answers with the operation to show next. */
async function carryOut(parts: ApprovalPageParts, { id, form }: Asked & { form: URLSearchParams }): Promise<string> {
  const { operations, remember } = parts.change.desk;
  const caller = await callerOf(parts, id);
  const secrets = secretsIn(form);
  const [action, candidate] = splitOnce(form.get('action') ?? '');
  const step = form.get('step') ?? '';
  if (action === 'approve') {
    await operations.approve({ id, digest: form.get('digest') ?? '', caller, secrets, by: approver });
  } else if (action === 'decline') await operations.decline({ id, caller });
  else if (action === 'cancel') await operations.cancel({ id, caller });
  else if (action === 'resume') await operations.resume({ id, caller, secrets });
  else if (action === 'applied' || action === 'not-applied') {
    const which = candidate === undefined ? {} : { candidate };
    await operations.decide({ id, caller, step, decision: action, secrets, ...which });
  } else if (action === 'undo') {
    const { operation } = await operations.undo({ id, caller, signal: AbortSignal.timeout(undoPlanMs) });
    remember(operation.id, caller);
    return operation.id;
  }
  return id;
}

/** `applied:5f…` names the asset that a step made. */
function splitOnce(action: string): [string, string | undefined] {
  const at = action.indexOf(':');
  return at === -1 ? [action, undefined] : [action.slice(0, at), action.slice(at + 1)];
}

/** Whoever holds the terminal's code acts for the person whose operation it is, on the connections it was planned with. */
async function callerOf({ change }: ApprovalPageParts, id: string): Promise<Caller> {
  const principal = await change.desk.operations.ownerOf({ id });
  const connections = change.desk.connectionsOf(id) ?? (await change.connections.identifyIfAny(undefined));
  return { principal, connections };
}

function secretsIn(form: URLSearchParams): Record<string, string> {
  const given = [...form].filter(([name, value]) => name.startsWith('secret:') && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name.slice('secret:'.length), value]));
}

/** The form was sent by a page of this very origin; another page that may call the services may not approve. */
function isSameOrigin(context: Context): boolean {
  const origin = URL.parse(context.req.header('origin') ?? '');
  return origin !== null && origin.host === context.req.header('host');
}

async function formOf(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text());
}
