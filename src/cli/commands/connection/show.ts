import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { onConnectionOption } from '../../options/common-options';
import { showConnection } from '../../../application/connections/show-connections';
import { blackoutText, cadenceText, feedPauseLines, isPaused, pausedLine } from '../../text/feed-text';
import { facts, jsonText, table } from '../../output';

export function register(command: Command, cli: Cli): void {
  onConnectionOption(command);
  command.action(() =>
    cli.onConnection(command, async (context) => {
      const view = await showConnection(context);
      const { settings, feeds, schedules, blackout, ...head } = view;
      if (schedules.unknown !== null) cli.say(`whether a schedule is paused is not known: ${schedules.unknown}`);
      const paused = [
        ...feeds.flatMap((feed) =>
          feedPauseLines(feed.projectId === '' ? 'connection' : `project id:${feed.projectId}`, feed),
        ),
        ...(schedules.reconcilePaused === null
          ? []
          : [pausedLine('connection', 'reconcile', schedules.reconcilePaused)]),
      ];
      const rows = feeds.map((feed) => [
        feed.name,
        feed.projectId,
        `${cadenceText(feed.cadence)}${isPaused(feed) ? ' PAUSED' : ''}`,
        feed.lastRunAt ?? 'never',
        feed.lastError,
      ]);
      return {
        text: [
          facts([...Object.entries(head), ['blackout', blackoutText(blackout)]]),
          `settings:\n${jsonText(settings)}`,
          table(['feed', 'project', 'cadence', 'last run', 'last error'], rows, 'no feeds') + paused.join(''),
        ].join('\n'),
        json: view,
      };
    }),
  );
}
