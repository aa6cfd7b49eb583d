import type { Prompt } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { AssetKind, AssetNames } from './asset-names.ts';
import type { ServerPart } from './server-part.ts';

interface Job {
  title: string;
  description: string;
  /** Arguments, each a name that can be completed. */
  args: { name: string; description: string; kind: AssetKind }[];
  text: (args: Record<string, string>) => string;
}

const jobs: Record<string, Job> = {
  health_review: {
    title: 'Health review',
    description: 'Looks over a deployment and says what deserves attention, with evidence.',
    args: [],
    text: () =>
      'Review the health of the connected Sisense deployment. Read only: look at its users, dashboards, data models, builds and findings of the well-check tools. Report what deserves attention, the gravest first, each with its evidence and what to do about it. Change nothing.',
  },
  off_board_user: {
    title: 'Off-board a user',
    description: 'Finds what a leaving user owns, hands it over, then proposes to delete the user.',
    args: [
      { name: 'user', description: 'E-mail address of the user who leaves', kind: 'user' },
      { name: 'successor', description: 'E-mail address of who takes over', kind: 'user' },
    ],
    text: ({ user, successor }) =>
      `Off-board the user ${quoted(user)}. First list everything this user owns: dashboards, folders, data models. Then propose to make ${quoted(successor)} the owner, and only when that is done propose to delete the user. Each change waits for a person's approval.`,
  },
  promote_dashboard: {
    title: 'Promote a dashboard',
    description: 'Checks a dashboard, then proposes to publish it and share it.',
    args: [{ name: 'dashboard', description: 'Title of the dashboard', kind: 'dashboard' }],
    text: ({ dashboard }) =>
      `Promote the dashboard ${quoted(dashboard)}: check that its data model is built, which columns it uses and who can see it. Say what stands in the way. When nothing does, propose to publish it.`,
  },
  migration_rehearsal: {
    title: 'Migration rehearsal',
    description: 'Compares source and target and says what a migration would do, without doing it.',
    args: [{ name: 'dashboard', description: 'Title of the dashboard to migrate', kind: 'dashboard' }],
    text: ({ dashboard }) =>
      `Rehearse the migration of the dashboard ${quoted(dashboard)} from source to target. Read both sides: does the target have its data model, its owner and its groups? Say what would be created, what would be overwritten, and what would fail. Change nothing.`,
  },
};

/** Prompts for the jobs that administrators have most, with names completed from the connected deployment. */
export function promptsPart(names: AssetNames): ServerPart {
  return {
    capabilities: { prompts: {}, completions: {} },
    prompts: {
      list: Object.entries(jobs).map(([name, job]) => promptOf(name, job)),
      async get({ name, arguments: args = {} }) {
        const job = jobOf(name);
        if (!job) return undefined;
        const missing = job.args.find((argument) => !Object.hasOwn(args, argument.name) || args[argument.name] === '');
        if (missing)
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The argument ${missing.name} is missing.`);
        return {
          description: job.description,
          messages: [{ role: 'user', content: { type: 'text', text: job.text(args) } }],
        };
      },
    },
    async complete({ ref, argument }, { headers, sdk }) {
      if (ref.type !== 'ref/prompt') return undefined;
      const kind = jobOf(ref.name)?.args.find(({ name }) => name === argument.name)?.kind;
      if (kind === undefined) return undefined;
      return names.startingWith({ kind, start: argument.value, headers, signal: sdk.mcpReq.signal });
    },
  };
}

/** A name is only a job's when it is written here: `toString` is none. */
function jobOf(name: string): Job | undefined {
  return Object.hasOwn(jobs, name) ? jobs[name] : undefined;
}

function promptOf(name: string, { title, description, args }: Job): Prompt {
  return {
    name,
    title,
    description,
    arguments: args.map((argument) => ({ name: argument.name, description: argument.description, required: true })),
  };
}

function quoted(text = ''): string {
  return JSON.stringify(text.slice(0, 300));
}
