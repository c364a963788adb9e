import type { Command } from 'commander';
import { connectionFileJsonSchema } from '../../../application/connections/connection-file-schema';
import { erpSystems } from '../../../processes/gateways/erp-systems';
import type { Cli } from '../../cli';
import { examples } from '../../options/common-options';
import { jsonText } from '../../output';

export function register(command: Command, cli: Cli): void {
  examples(command, 'connection schema > connection.schema.json');
  command.action(() => {
    const json = connectionFileJsonSchema(erpSystems);
    cli.give(command, { text: jsonText(json), json });
  });
}
