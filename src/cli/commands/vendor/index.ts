import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { lateCommands } from '../../late-commands';
import { registerVendorGoOn } from './go-on';
import { registerVendorHandOver } from './hand-over';
import { registerVendorLink } from './link';
import { registerVendorList } from './list';
import { registerVendorCarry } from './carry';
import { registerVendorChoose } from './choose';
import { registerVendorShow } from './show';
import { registerVendorUnlink } from './unlink';

export function register(vendor: Command, cli: Cli): void {
  registerVendorLink(vendor, cli);
  registerVendorUnlink(vendor, cli);
  registerVendorCarry(vendor, cli);
  registerVendorChoose(vendor, cli);
  registerVendorHandOver(vendor, cli);
  registerVendorGoOn(vendor, cli);
  registerVendorList(vendor, cli);
  registerVendorShow(vendor, cli);
  lateCommands(vendor, cli, [
    {
      name: 'bank',
      description: 'bank details of suppliers: what changed in the ERP, and governed requests to change them',
      load: () => import('./bank.js'),
    },
    {
      name: 'match',
      description:
        'match the vendors of Procore with the suppliers of the ERP, before anything is created on either side',
      load: () => import('./match.js'),
    },
    {
      name: 'import',
      description: 'suppliers of the ERP as vendors in Procore, once the matching is closed',
      load: () => import('./import.js'),
    },
  ]);
}
