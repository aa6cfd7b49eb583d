import type { ConnectionStatus, Side } from '@fes-assistant/protocol';
import { Eye, EyeOff, PlugZap } from 'lucide-react';
import { type FormEvent, type RefObject, useId, useRef, useState } from 'react';
import { Button } from '../shared/button.tsx';
import { CheckBox } from '../shared/check-box.tsx';
import { Hint } from '../shared/hint.tsx';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf, useConnect } from '../shared/session.ts';
import { TextField } from '../shared/text-field.tsx';
import { ConnectedCard } from './connected-card.tsx';
import { domainProblem, originOf } from './domain.ts';

const titles: Record<Side, string> = { only: 'Your deployment', source: 'Source', target: 'Target' };

export interface ConnectionFormProps {
  side: Side;
  connected: ConnectionStatus | undefined;
}

/** Connects one side, for real: the server logs in to the deployment before it says that it is connected. */
export function ConnectionForm({ side, connected }: ConnectionFormProps) {
  return (
    <section aria-label={titles[side]} className="card-shadow rounded-xl border border-line bg-raised p-4 sm:p-5">
      <div className="mb-3 flex items-center gap-2">
        <h2 className="text-[14px] font-semibold">{titles[side]}</h2>
        {side === 'source' && <span className="text-[12.5px] text-ink-3">read only</span>}
        {side === 'target' && <span className="text-[12.5px] text-ink-3">changed after your approval</span>}
      </div>
      {connected ? <ConnectedCard connection={connected} /> : <EmptyForm side={side} />}
    </section>
  );
}

function EmptyForm({ side }: { side: Side }) {
  const connect = useConnect();
  const [domain, setDomain] = useState('');
  const [verifyTls, setVerifyTls] = useState(true);
  const [problem, setProblem] = useState<{ domain?: string | undefined; token?: string | undefined }>({});
  const token = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const field = token.current;
    const given = field?.value.trim() ?? '';
    const found = { domain: domainProblem(domain), token: given === '' ? 'Paste an API token.' : undefined };
    setProblem(found);
    if (!field || found.domain || found.token) return;
    // The token lives in this input only, until it is sent.
    field.value = '';
    connect.mutate({ side, connection: { origin: originOf(domain), token: given, verifyTls } });
  };

  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="flex flex-col gap-3">
      <TextField
        label="Sisense domain"
        placeholder="acme.sisense.com"
        value={domain}
        onChange={(event) => setDomain(event.target.value)}
        problem={problem.domain}
        inputMode="url"
        spellCheck={false}
        autoCapitalize="none"
        disabled={connect.isPending}
      />
      <TokenField field={token} problem={problem.token} isDisabled={connect.isPending} />
      <CheckBox label="Verify SSL" isChecked={verifyTls} onChange={setVerifyTls} isDisabled={connect.isPending} />
      {!verifyTls && (
        <Notice tone="warn">
          The deployment’s certificate is not checked: someone on the network could read the token.
        </Notice>
      )}
      {connect.error && (
        <Notice tone="bad" isAlert>
          {sentenceOf(connect.error)}
        </Notice>
      )}
      <Button
        type="submit"
        look={domain === '' ? 'plain' : 'primary'}
        isBusy={connect.isPending}
        icon={<PlugZap size={15} aria-hidden="true" />}
        className="justify-center"
      >
        {connect.isPending ? 'Testing the connection…' : 'Connect'}
      </Button>
    </form>
  );
}

interface TokenFieldProps {
  field: RefObject<HTMLInputElement | null>;
  problem: string | undefined;
  isDisabled: boolean;
}

function TokenField({ field, problem, isDisabled }: TokenFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  const label = isShown ? 'Hide token' : 'Show token';
  return (
    <TextField
      id={id}
      label="API token"
      ref={field}
      type={isShown ? 'text' : 'password'}
      placeholder="Paste the token"
      autoComplete="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      problem={problem}
      disabled={isDisabled}
      className="font-mono"
      end={
        <Hint text={label}>
          <Button look="quiet" size="icon" aria-label={label} aria-controls={id} onClick={() => setIsShown(!isShown)}>
            {isShown ? <EyeOff size={15} aria-hidden="true" /> : <Eye size={15} aria-hidden="true" />}
          </Button>
        </Hint>
      }
    />
  );
}
