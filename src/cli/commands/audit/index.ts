import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerAuditExport } from './export';
import { registerAuditList } from './list';
import { registerAuditVerify } from './verify';

export function register(audit: Command, cli: Cli): void {
  registerAuditList(audit, cli);
  registerAuditVerify(audit, cli);
  registerAuditExport(audit, cli);
}
