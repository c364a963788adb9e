import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerCostCodeAccept } from './accept';
import { registerCostCodeApply } from './apply';
import { registerCostCodePlan } from './plan';
import { registerCostCodeShow } from './show';

export function register(costCode: Command, cli: Cli): void {
  registerCostCodePlan(costCode, cli);
  registerCostCodeShow(costCode, cli);
  registerCostCodeApply(costCode, cli);
  registerCostCodeAccept(costCode, cli);
}
