import type { Command } from 'commander';
import { showPlan } from '../../../application/cost-codes/show-plan';
import type { Cli } from '../../cli';
import { onConnectionOption } from '../../options/common-options';
import { parsePlanNumber } from '../../options/parse-plan-number';
import { table } from '../../output';

export function registerCostCodeShow(parent: Command, cli: Cli): void {
  const command = parent
    .command('show')
    .description('show a plan: each row, what came of it, and how many calls and hours carrying it out takes')
    .argument('[plan]', 'its number; without one the newest');
  onConnectionOption(command);
  command.action((number: string | undefined) => {
    const wanted = parsePlanNumber(number);
    return cli.onConnection(command, async (context) => {
      const view = await showPlan(context, wanted);
      const state = view.finished
        ? `${String(view.toDo)} to do`
        : 'not finished: "ml-connector cost-code plan" goes on with it';
      const applied = view.appliedAt === null ? '' : `applied by ${view.appliedBy ?? ''} at ${view.appliedAt}\n`;
      const rows = view.rows.map((row) => [
        row.project === '' ? 'standard list' : row.project,
        row.act,
        row.level === 'wbs' ? 'combination' : row.level,
        row.costType === '' ? row.code : `${row.code}.${row.costType}`,
        row.name,
        row.account,
        row.outcome,
        [row.why, row.told].filter((text) => text !== '').join('; '),
      ]);
      return {
        text:
          `plan ${String(view.plan)} by ${view.madeBy} at ${view.madeAt}: ${state}; ` +
          `${String(view.calls)} calls, ${view.hours} hours at half of Procore's limit\n${applied}` +
          table(['project', 'act', 'what', 'code', 'name', 'account', 'outcome', 'why'], rows, 'nothing to do'),
        json: view,
      };
    });
  });
}
