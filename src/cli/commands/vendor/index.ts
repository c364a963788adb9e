import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerVendorHandOver } from './hand-over';
import { registerVendorLink } from './link';
import { registerVendorList } from './list';
import { registerVendorMatch } from './match';

export function register(vendor: Command, cli: Cli): void {
  registerVendorLink(vendor, cli);
  registerVendorHandOver(vendor, cli);
  registerVendorList(vendor, cli);
  registerVendorMatch(vendor, cli);
}
