import { exitCodes } from '../exit-codes';
import { ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Command } from 'commander';
import { feedWorkflowId } from '../../workflows/names';
import type { Cli } from '../cli';
import { ActionError } from '../../application/action-error';
import { examples, onConnectionOption } from '../common-options';
import { parseFeedName } from '../../application/feeds/parse-cadence';
import { projectNamed } from '../../application/documents/project-named';
import { withTemporal } from '../temporal';

interface PollOptions {
  readonly project?: string;
  readonly all?: boolean;
  readonly feed?: string;
}

export function registerPollNow(poll: Command, cli: Cli): void {
  const command = poll
    .command('now')
    .description('poll at once instead of at the next tick; a poll that is running is followed by one more')
    .option('--project <project>', 'the feeds of this project: its number or id:<id>')
    .option('--all', 'every feed of the connection')
    .option('--feed <name>', 'only this feed: requisitions, standing, erpFacts, projects');
  onConnectionOption(command);
  examples(command, 'poll now --project 4411', 'poll now --all', 'poll now --all --feed standing');
  command.action(async ({ project, all = false, feed }: PollOptions) => {
    if (all === (project !== undefined)) {
      throw new ActionError('badInput', 'say which: --project PROJECT or --all');
    }
    const only = feed === undefined ? null : parseFeedName(feed);
    await cli.onConnection(command, async ({ store, connection, addresses, dataConverter }) => {
      const feeds = await store.inTenant(connection.tenantId, async (tx) => {
        const projectId = project === undefined ? null : (await projectNamed(tx, connection, project)).id;
        return (await tx.feeds.list(connection)).filter(
          (one) => (projectId === null || one.projectId === projectId) && (only === null || one.name === only),
        );
      });
      if (feeds.length === 0) throw new ActionError('notFound', 'there is no such feed');
      const ids = feeds.map((one) => feedWorkflowId(one.connectionId, one.projectId, one.name));
      const missing: string[] = [];
      await withTemporal(addresses, dataConverter, async (client) => {
        for (const id of ids) {
          try {
            // Not SKIP: a poll that began before the approval would swallow this one.
            await client.schedule.getHandle(id).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
          } catch (error) {
            if (!(error instanceof ScheduleNotFoundError)) throw error;
            missing.push(id);
          }
        }
      });
      const triggered = ids.filter((id) => !missing.includes(id));
      if (missing.length > 0) {
        cli.say(`no schedule yet: ${missing.join(', ')}. A worker makes it when it starts, or within the hour`);
      }
      return {
        text: triggered.map((id) => `triggered ${id}\n`).join(''),
        json: { triggered, missing },
        exitCode: missing.length > 0 ? exitCodes.failed : exitCodes.ok,
      };
    });
  });
}
