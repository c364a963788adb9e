import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerProjectCadence } from './cadence';
import { registerProjectCloseReport } from './close-report';
import { registerProjectList } from './list';

export function register(project: Command, cli: Cli): void {
  registerProjectList(project, cli);
  registerProjectCadence(project, cli);
  registerProjectCloseReport(project, cli);
}
