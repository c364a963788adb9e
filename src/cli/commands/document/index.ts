import type { Command } from 'commander';
import type { Cli } from '../../cli';
import { registerDocumentList } from './list';
import { registerDocumentShow } from './show';

export function register(document: Command, cli: Cli): void {
  registerDocumentList(document, cli);
  registerDocumentShow(document, cli);
}
