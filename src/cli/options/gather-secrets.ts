import { badInput } from '../../application/action-error';
import type { ReadConnection } from '../../application/connections/read-connection-file';
import { secretsByPlace, secretsFromPlaces, type WantedSecret } from '../../application/connections/secrets-by-place';
import type { ConnectionSecrets } from '../../config/connection-settings';
import type { Terminal } from '../terminal';

/**
 * From the environment, stdin or a person; what the file leaves out of a connection that exists stays as it is stored.
 * Names all that are missing at once.
 */
export async function gatherSecrets(
  terminal: Terminal,
  { file, secrets }: Pick<ReadConnection, 'file' | 'secrets'>,
  options: { readonly stdin: boolean; readonly stored: ConnectionSecrets | null },
): Promise<ConnectionSecrets> {
  const faults: string[] = [];
  const kept = options.stored === null ? null : secretsByPlace(file.erp, options.stored);
  const gathered = new Map<string, string>();
  const toAsk: WantedSecret[] = [];
  for (const wanted of secrets) {
    const { place, source, required } = wanted;
    const stored = kept?.get(place);
    if (source === undefined) {
      if (stored !== undefined) gathered.set(place, stored);
      else if (required) toAsk.push(wanted);
    } else if ('env' in source) {
      const value = terminal.env[source.env] ?? '';
      if (value === '') faults.push(`${place}: the environment variable ${source.env} is not set`);
      else gathered.set(place, value);
    } else toAsk.push(wanted);
  }
  const places = toAsk.map((wanted) => wanted.place);
  if (toAsk.length > 0 && !options.stdin && !terminal.interactive) {
    faults.push(
      ...places.map(
        (place) => `${place}: nobody can be asked here; write {"env": "NAME"} in the file, or use --secrets-stdin`,
      ),
    );
  }
  if (faults.length > 0) throw badInput('secrets', faults);
  if (options.stdin) {
    const given = secretsFromText(await terminal.readStdin(), places);
    for (const place of places) gathered.set(place, given.get(place) ?? '');
  } else {
    for (const place of places) gathered.set(place, await terminal.askSecret(`${place} (not shown): `));
  }
  return secretsFromPlaces(file.erp, gathered);
}

/** JSON of the file's own shape (`{"procore": {"clientId": ...}}`), or one secret a line in the order of `places`. */
export function secretsFromText(text: string, places: readonly string[]): Map<string, string> {
  if (text.trimStart().startsWith('{')) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // The parser's own message would quote from the text.
      throw badInput('stdin', ['begins like JSON but is not; expected {"procore": {"clientId": "...", ...}, ...}']);
    }
    const given = new Map(places.map((place) => [place, textAt(parsed, place)]));
    const missing = places.filter((place) => given.get(place) === '');
    if (missing.length > 0) {
      throw badInput(
        'stdin',
        missing.map((place) => `${place}: is not there; the JSON has the shape of the file, ${shapeOf(place)}`),
      );
    }
    return given;
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length !== places.length) {
    throw badInput('stdin', [
      `has ${lines.length} lines; expected ${places.length}, one secret each, in this order: ${places.join(', ') || 'none'}`,
    ]);
  }
  return new Map(places.map((place, index) => [place, lines[index] ?? '']));
}

/** `jde.password` as `{"jde": {"password": "..."}}`. */
function shapeOf(place: string): string {
  return place.split('.').reduceRight((inner, name) => `{"${name}": ${inner}}`, '"..."');
}

function textAt(value: unknown, place: string): string {
  const found = place
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), value);
  return typeof found === 'string' ? found : '';
}
