import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerHoldChoices } from './choices';
import { registerHoldDecide } from './decide';
import { registerHoldDigest } from './digest';
import { registerHoldList } from './list';
import { registerHoldResume } from './resume';
import { registerHoldShow } from './show';

export function register(hold: Command, cli: Cli): void {
  registerHoldDigest(hold, cli);
  registerHoldList(hold, cli);
  registerHoldShow(hold, cli);
  registerHoldResume(hold, cli);
  registerHoldChoices(hold, cli);
  registerHoldDecide(hold, cli);
}
