import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { lateCommands } from '../../late-commands';

const decisions = {
  approve: 'let a request come into force after its cooling-off, as another person than whoever asked',
  deny: 'end a request: it is not to be',
  cancel: 'take a request back, until it is sent',
} as const;

export function register(bank: Command, cli: Cli): void {
  lateCommands(bank, cli, [
    {
      name: 'seen',
      description: 'list the bank accounts of linked suppliers that were entered or changed in the ERP',
      load: () => import('./bank/seen.js'),
    },
    {
      name: 'request',
      description: 'ask for other bank details of a supplier; nothing is changed by that',
      load: () => import('./bank/request.js'),
    },
    {
      name: 'call',
      description: 'say that the supplier was called about a request, on a number that was known before',
      load: () => import('./bank/call.js'),
    },
    ...(['approve', 'deny', 'cancel'] as const).map((name) => ({
      name,
      description: decisions[name],
      load: async () => ({ register: (await import('./bank/decide.js')).registerDecision[name] }),
    })),
    { name: 'list', description: 'list the requests', load: () => import('./bank/list.js') },
    { name: 'show', description: 'all that is known of a request', load: () => import('./bank/show.js') },
  ]);
}
