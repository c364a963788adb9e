import { parse } from 'lossless-json';
import { connectionFileSchema, type ConnectionFile } from '../../config/connection-file';
import { connectionSettingsSchema, type ConnectionSettings } from '../../config/connection-settings';
import { badInput } from '../action-error';
import { defaultsTaken } from './defaults-taken';
import { faultLines } from './fault-lines';

export interface ReadConnection {
  readonly file: ConnectionFile;
  readonly settings: ConnectionSettings;
  /** What the file did not say and was filled in. */
  readonly defaults: readonly string[];
}

/** What only the clients know to be wrong with the settings of the outside systems. */
export type ClientFaults = (
  procore: ConnectionSettings['procore'],
  jde: ConnectionSettings['jde'],
) => Promise<readonly string[]>;

/** Reads connection.json; all faults at once, each with its place. */
export async function readConnectionFile(
  name: string,
  text: string,
  clientFaults: ClientFaults,
): Promise<ReadConnection> {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw badInput(name, [`is not JSON: ${jsonFault(text)}`]);
  }
  const parsed = connectionFileSchema.safeParse(withSections(input));
  if (!parsed.success) throw badInput(name, faultLines(parsed.error, input, connectionFileSchema));
  const file = parsed.data;
  const { clientId: _clientId, clientSecret: _clientSecret, ...procore } = file.procore;
  const { username: _username, password: _password, ...jde } = file.jde;
  const checked = connectionSettingsSchema.safeParse({
    procore,
    jde,
    posting: file.posting,
    poll: file.poll,
    timing: file.timing,
  });
  const faults = checked.success ? [] : faultLines(checked.error, file, connectionSettingsSchema);
  faults.push(...(await clientFaults(procore, jde)));
  if (!checked.success || faults.length > 0) throw badInput(name, faults);
  return { file, settings: checked.data, defaults: defaultsTaken(input, checked.data) };
}

/** Line and column; never the text around it, which may be a secret that does not belong there. */
function jsonFault(text: string): string {
  if (text.trim() === '') return 'it is empty';
  try {
    parse(text);
  } catch (error) {
    // JSON.parse does not always say where.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const before = text.slice(0, Number(position ?? text.length)).split('\n');
    return `fault at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  }
  return 'it cannot be read';
}

/** A section that is missing altogether is read as an empty one, so that each setting it must have is named. */
function withSections(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return { procore: {}, jde: {}, posting: {}, ...input };
}
