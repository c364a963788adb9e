import type { Command } from 'commander';
import { ActionError } from '../../../application/action-error';
import {
  digestHolds,
  type DigestBy,
  type DigestedHolds,
  type DigestGroup,
} from '../../../application/holds/digest-holds';
import type { Cli } from '../../cli';
import { examples, onConnectionOption } from '../../options/common-options';
import { parseHoldReason } from '../../options/hold-reason-option';
import { oneLine } from '../../output';
import { sumsText } from '../../text/amount-text';
import { problemView, remedyLines } from '../../text/remedy-text';

interface Options {
  readonly by: string;
  readonly reason?: string;
  readonly project?: string;
  readonly limit: string;
}

export function registerHoldDigest(hold: Command, cli: Cli): void {
  const command = hold
    .command('digest')
    .description('what is held, put together: how many, what money stands behind it, since when, and what ends it')
    .option('--by <what>', 'reason, or cause: what they wait for', 'reason')
    .option('--reason <reason>', 'only with this reason, e.g. unmappedCostCode')
    .option('--project <project>', 'only of this project: its number or id:<id>')
    .option('--limit <n>', 'at most so many groups, those with the most documents', '50');
  onConnectionOption(command);
  examples(command, 'hold digest', 'hold digest --by cause --reason unmappedCostCode', 'hold digest --json');
  command.action(async ({ by, reason, project, limit }: Options) => {
    if (by !== 'reason' && by !== 'cause') throw new ActionError('badInput', `--by "${by}": reason or cause`);
    const digestBy: DigestBy = by;
    const wanted = {
      ...{ by: digestBy, limit: Number(limit) },
      ...(reason === undefined ? {} : { reason: parseHoldReason(reason) }),
      ...(project === undefined ? {} : { project }),
    };
    await cli.onConnection(command, async (context) => {
      const digest = await digestHolds(context, wanted);
      const now = new Date();
      const more = digest.groupCount - digest.groups.length;
      const blocks = digest.groups.map((group) => groupText(group, digest.connectionId, now));
      return {
        text: `${headText(digest, now)}${blocks.join('')}${more > 0 ? `and ${more} more: --limit\n` : ''}`,
        json: { ...digest, by, groups: digest.groups.map((group) => groupJson(group, digest.connectionId)) },
      };
    });
  });
}

function headText({ all }: DigestedHolds, now: Date): string {
  if (all.oldest === null) return 'nothing is held\n';
  return `${all.documents} held, ${all.forPeople} of them for a person, the oldest for ${ageText(all.oldest, now)}; behind them: ${moneyText(all)}\n`;
}

function groupText(group: DigestGroup, connectionId: string, now: Date): string {
  const { key, documents, forPeople, released, oldest, example } = group;
  const waits = forPeople === documents ? 'for a person' : forPeople === 0 ? 'by itself' : `${forPeople} for a person`;
  const looking = released === 0 ? '' : `; ${released} of them about to look again`;
  const head = `\n${key === '' ? 'waits for nothing but a look' : key}: ${documents}, ${waits}, the oldest for ${ageText(oldest, now)}${looking}; behind them: ${moneyText(group)}\n`;
  if (example?.problem == null) return head;
  const { name, problem } = example;
  const ends = remedyLines(problem.remedies, { connectionId, document: name });
  return `${head}  e.g. ${name}: ${oneLine(problem.message)}\n  What ends it: ${ends.join('\n    ')}\n`;
}

function groupJson({ example, ...group }: DigestGroup, connectionId: string) {
  if (example?.problem == null) return { ...group, example };
  const about = { connectionId, document: example.document };
  return { ...group, example: { ...example, problem: problemView(example.problem, about) } };
}

function moneyText({ money, withoutAmount }: Pick<DigestGroup, 'money' | 'withoutAmount'>): string {
  const unknown = withoutAmount === 0 ? [] : [`${withoutAmount} without a known amount`];
  return [...(money.length === 0 ? [] : [sumsText(money)]), ...unknown].join(', and ') || 'nothing';
}

/** Whole days from two on, hours before. */
function ageText(since: string, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 3_600_000));
  return hours >= 48 ? `${Math.floor(hours / 24)} days` : `${hours} h`;
}
