import type { Command } from 'commander';
import { issueKey, revokeKey } from '../../../application/keys/issue-key';
import { keyVariable } from '../../../application/keys/key-holder';
import { listKeys } from '../../../application/keys/list-keys';
import type { Cli } from '../../cli';
import { actorOption, examples, onConnectionOption } from '../../options/common-options';
import { wholeNumber } from '../../options/whole-number';
import { table } from '../../output';

export function register(key: Command, cli: Cli): void {
  const create = key
    .command('create')
    .requiredOption('--person <name>', 'who it is for, always written the same way: a work e-mail address, say')
    .requiredOption('--role <role>', 'viewer, operator, approver or admin; each may what the ones before it may')
    .description('issue a key to a person; it is printed once, and only its digest is kept');
  onConnectionOption(actorOption(create)).addHelpText(
    'after',
    `
It is of the tenant of the connection. Whoever holds the database issues the first ones; once an administrator has one, only that one's key
(${keyVariable}) issues and revokes. The person keeps it in ${keyVariable}: it is never an argument.`,
  );
  examples(create, 'key create --person a.payable@builder.example --role operator');
  create.action((given: { readonly person: string; readonly role: string }) =>
    cli.onConnection(create, async (context) => {
      const issued = await issueKey(context, given, cli.terminal.env[keyVariable]);
      cli.say(`key ${String(issued.number)} of ${issued.person} (${issued.role}); it is not shown again:`);
      return { text: `${issued.key}\n`, json: issued };
    }),
  );

  const list = onConnectionOption(key.command('list').description('list the keys; of none the key itself'));
  list.action(() =>
    cli.onConnection(list, async (context) => {
      const keys = await listKeys(context);
      return {
        text: table(
          ['key', 'person', 'role', 'issued by', 'issued at', 'revoked'],
          keys.map((one) => [
            ...[String(one.number), one.person, one.role, one.issuedBy, one.issuedAt],
            one.revokedAt === null ? '' : `${one.revokedAt} by ${one.revokedBy ?? ''}`,
          ]),
          'no key was issued yet',
        ),
        json: { keys },
      };
    }),
  );

  const revoke = key
    .command('revoke')
    .argument('<number>', 'as "key list" shows it')
    .description('make a key worthless');
  onConnectionOption(actorOption(revoke));
  revoke.action((number: string) =>
    cli.onConnection(revoke, async (context) => {
      await revokeKey(context, wholeNumber('number', number), cli.terminal.env[keyVariable]);
      return { text: `key ${number} is worth nothing any more\n`, json: { revoked: Number(number) } };
    }),
  );
}
