import { type OperatorDesk, openOperatorDesk } from '@fes-assistant/mcp-server';
import { explain } from '@fes-assistant/tools';
import { CommandFailed } from './command-failed.ts';
import { Logs, readSettings } from './open-service.ts';

/** Opens the operations of this data directory for one command; refusals become one line. */
export async function atTheDesk<Result>(work: (desk: OperatorDesk) => Promise<Result>): Promise<Result> {
  const settings = readSettings('mcp');
  const logs = new Logs(settings);
  try {
    const desk = await openOperatorDesk({ settings, logger: logs.of('cli') });
    try {
      return await work(desk);
    } finally {
      await desk.close();
    }
  } catch (error) {
    const failure = explain(error);
    throw failure.code === 'bug' ? error : new CommandFailed(failure.message);
  } finally {
    await logs.close();
  }
}
