import type { ConnectionFile, SecretSource } from '../config/connection-file';
import { connectionSecretsSchema, type ConnectionSecrets } from '../config/connection-settings';
import { badInput } from '../application/action-error';
import type { Terminal } from './terminal';

type SecretName = keyof ConnectionSecrets;

interface WantedSecret {
  readonly name: SecretName;
  /** Its place in connection.json. */
  readonly place: string;
  readonly source: SecretSource;
  readonly required: boolean;
}

/** The order in which secrets are asked for, and expected on stdin. */
function wantedSecrets(file: ConnectionFile): WantedSecret[] {
  return [
    { name: 'procoreClientId', place: 'procore.clientId', source: file.procore.clientId, required: true },
    { name: 'procoreClientSecret', place: 'procore.clientSecret', source: file.procore.clientSecret, required: true },
    { name: 'jdeUsername', place: 'jde.username', source: file.jde.username, required: true },
    { name: 'jdePassword', place: 'jde.password', source: file.jde.password, required: true },
    { name: 'webhookSecret', place: 'webhookSecret', source: file.webhookSecret, required: false },
  ];
}

/**
 * From the environment, stdin or a person; what the file leaves out of a connection that exists stays as it is stored.
 * Names all that are missing at once.
 */
export async function gatherSecrets(
  terminal: Terminal,
  file: ConnectionFile,
  options: { readonly stdin: boolean; readonly stored: ConnectionSecrets | null },
): Promise<ConnectionSecrets> {
  const faults: string[] = [];
  const secrets: Partial<Record<SecretName, string>> = {};
  const toAsk: WantedSecret[] = [];
  for (const wanted of wantedSecrets(file)) {
    const { name, place, source, required } = wanted;
    const stored = options.stored?.[name];
    if (source === undefined) {
      if (stored !== undefined) secrets[name] = stored;
      else if (required) toAsk.push(wanted);
    } else if ('env' in source) {
      const value = terminal.env[source.env] ?? '';
      if (value === '') faults.push(`${place}: the environment variable ${source.env} is not set`);
      else secrets[name] = value;
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
    for (const { name, place } of toAsk) secrets[name] = given.get(place) ?? '';
  } else {
    for (const { name, place } of toAsk) secrets[name] = await terminal.askSecret(`${place} (not shown): `);
  }
  return checked(file, secrets);
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

function checked(file: ConnectionFile, secrets: Partial<Record<SecretName, string>>): ConnectionSecrets {
  const parsed = connectionSecretsSchema.safeParse(secrets);
  if (parsed.success) return parsed.data;
  const faulty = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  throw badInput(
    'secrets',
    wantedSecrets(file)
      .filter(({ name }) => faulty.has(name))
      .map(({ name, place }) =>
        name === 'webhookSecret' ? `${place}: must have at least 16 characters` : `${place}: is empty`,
      ),
  );
}
