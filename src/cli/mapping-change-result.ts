import type { Nameable } from '../application/documents/readable-names';
import type { ChangedMapping } from '../application/mapping/change-mapping';
import { documentName } from '../application/documents/document-name';
import type { CommandResult } from './output';

export function mappingChangeResult(
  { version, rows, released }: ChangedMapping,
  nameOf: (document: Nameable) => string,
): CommandResult {
  const names = released.map(({ document }) => nameOf(document));
  const count = released.length === 1 ? '1 held document goes' : `${released.length} held documents go`;
  return {
    text: `mapping version ${version}: ${rows} rows\n${count} on${names.length === 0 ? '' : `: ${names.join(', ')}`}\n`,
    json: { version, rows, released: released.map(({ document }) => documentName(document)) },
  };
}
