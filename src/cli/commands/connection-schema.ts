import type { Command } from 'commander';
import { z } from 'zod';
import { connectionFileSchema } from '../../config/connection-file';
import type { Cli } from '../cli';
import { examples } from '../common-options';
import { jsonText } from '../output';

export function registerConnectionSchema(connection: Command, cli: Cli): void {
  const command = connection.command('schema').description('print the JSON schema of connection.json');
  examples(command, 'connection schema > connection.schema.json');
  command.action(() => {
    const json = z.toJSONSchema(connectionFileSchema, { io: 'input', unrepresentable: 'any' });
    cli.give(command, { text: jsonText(json), json });
  });
}
