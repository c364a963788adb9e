import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { lateCommands } from '../../late-commands';
import { registerVendorImportShow } from './import/show';

export function register(importing: Command, cli: Cli): void {
  // These speak with Temporal.
  lateCommands(importing, cli, [
    {
      name: 'plan',
      description:
        'read both sides, and say what suppliers of the ERP would come to as vendors. Writes nothing in Procore',
      load: () => import('./import/plan.js'),
    },
    { name: 'apply', description: 'carry a plan out in Procore', load: () => import('./import/apply.js') },
  ]);
  registerVendorImportShow(importing, cli);
}
