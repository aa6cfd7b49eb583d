import { canonicalJson } from '@fes-assistant/protocol';
import { type ChangeTool, parseCall } from '@fes-assistant/tools';
import { askPerson } from './ask-person.ts';
import { nothingToDoAnswer } from './change-answer.ts';
import type { ChangeParts } from './change-parts.ts';
import { decideProposal } from './decide-proposal.ts';
import type { CallAnswer, CallOf } from './tool-call.ts';

/**
 * A change is planned and a person is asked; the same call repeated with the person's answer decides the stored plan. No
 * argument of a call approves anything: the answer comes beside the arguments, from the host.
 */
export async function callChangeTool({ tool, call }: CallOf<ChangeTool>, parts: ChangeParts): Promise<CallAnswer> {
  const { input } = parseCall(tool, { args: call.args, mode: call.mode });
  const { operations } = parts.desk;
  const { principal, progress, answered } = call;
  if (answered) {
    const isSame = async () => {
      const recorded = await operations.inputOf({ id: answered.operationId, principal });
      return recorded.tool === tool.id && canonicalJson(recorded.input) === canonicalJson(input);
    };
    return decideProposal({ answered, isSame, call }, parts);
  }
  const caller = { principal, connections: await parts.connections.identify(call.headers) };
  const proposal = await operations.propose({
    tool,
    input,
    caller,
    signal: call.signal,
    ...(progress ? { progress: (message: string) => progress(message) } : {}),
  });
  if ('nothingToDo' in proposal) return nothingToDoAnswer(proposal);
  parts.desk.remember(proposal.operation.id, caller);
  call.scope?.operations.add(proposal.operation.id);
  return askPerson(proposal, call);
}
