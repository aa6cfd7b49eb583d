import { Check, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../shared/button.tsx';
import { SecretFields, useSecrets } from '../shared/secret-fields.tsx';
import { TextField } from '../shared/text-field.tsx';
import type { OperationAction } from '../shared/use-operation-action.ts';
import { confirmPhrase, isConfirmed } from './confirm-phrase.ts';
import { Expiry, useSecondsLeft } from './expiry.tsx';

/** Approve or decline a proposal. What is sent is its id and digest: the plan on the server is what is carried out. */
export function ApprovalControls({ action }: { action: OperationAction }) {
  const { operation, act, pending } = action;
  const [typed, setTyped] = useState('');
  const secrets = useSecrets(operation.plan);
  const secondsLeft = useSecondsLeft(operation);
  const phrase = confirmPhrase(operation.plan);
  const isOver = secondsLeft <= 0;
  const canApprove = !isOver && isConfirmed(phrase, typed) && pending === undefined;
  const isDestructive = operation.plan.steps.some((step) => step.action === 'delete');

  const approve = (event: FormEvent) => {
    event.preventDefault();
    if (!canApprove) return;
    const given = secrets.take();
    if (given) act('approve', { digest: operation.digest, secrets: given });
  };
  return (
    <form onSubmit={approve} autoComplete="off" className="flex flex-col gap-3">
      <SecretFields secrets={secrets} />
      {phrase && (
        <TextField
          label={
            <>
              Type <code className="rounded bg-sunken px-1 font-mono text-ink">{phrase}</code> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          spellCheck={false}
          className="max-w-60"
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look={isDestructive ? 'danger' : 'primary'}
          disabled={!canApprove}
          isBusy={pending === 'approve'}
          icon={<Check size={15} aria-hidden="true" />}
        >
          Approve
        </Button>
        <Button
          isBusy={pending === 'decline'}
          disabled={pending !== undefined}
          icon={<X size={15} aria-hidden="true" />}
          onClick={() => act('decline')}
        >
          Decline
        </Button>
        <Expiry secondsLeft={secondsLeft} />
      </div>
    </form>
  );
}
