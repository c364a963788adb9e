import type { SavedMapping } from '../../application/mapping/save-mapping';
import type { Cli } from '../cli';
import type { CommandResult } from '../output';

/** What a new version of the mapping did; projects that nobody knows are told beside it. */
export function mappingChangeResult(
  cli: Cli,
  { version, rows, released, unknownProjects }: SavedMapping,
): CommandResult {
  for (const project of unknownProjects) {
    cli.say(
      `note: no project ${project} is known ("ml-connector project list"); its rows match nothing until there is one`,
    );
  }
  const names = released.map(({ name }) => name);
  const count = released.length === 1 ? '1 held document goes' : `${released.length} held documents go`;
  return {
    text: `mapping version ${version}: ${rows} rows\n${count} on${names.length === 0 ? '' : `: ${names.join(', ')}`}\n`,
    json: { version, rows, released: released.map(({ document }) => document) },
  };
}
