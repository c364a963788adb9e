import type { ErpSystem, ErpSystems } from '../../clients/erp-system';
import type { SecretSource } from '../../config/connection-file';
import { connectionSecretsSchema, type ConnectionSecrets } from '../../config/connection-settings';
import { badInput } from '../action-error';
import type { ConnectionFile } from './connection-file-schema';

export interface WantedSecret {
  /** Its place in connection.json. */
  readonly place: string;
  readonly source: SecretSource;
  readonly required: boolean;
}

/** Procore's, by their name in its section of the file. */
export const procoreSecrets = { clientId: 'procoreClientId', clientSecret: 'procoreClientSecret' } as const;

/** Of what calls us, beside the sections: what may not be guessed. */
const callerSecrets = ['webhookSecret', 'triggerSecret'] as const;
const leastLength = 16;

/** In the order in which they are asked for, and expected on stdin. */
export function wantedSecrets(
  { system, secrets }: Pick<ErpSystem, 'system' | 'secrets'>,
  file: ConnectionFile,
): readonly WantedSecret[] {
  const sourceOf = (section: string, name: string): SecretSource =>
    (file[section] as Readonly<Record<string, SecretSource>>)[name];
  return [
    ...namesBySection({ system, secrets }).map(([section, name]) => ({
      place: `${section}.${name}`,
      source: sourceOf(section, name),
      required: true,
    })),
    ...callerSecrets.map((place) => ({ place, source: file[place], required: false })),
  ];
}

/** Where a file may say where secrets come from, whatever its ERP. */
export function secretPlaces(erps: ErpSystems): readonly string[] {
  const places = Object.values(erps).flatMap((erp) => namesBySection(erp).map((one) => one.join('.')));
  return [...new Set(places), ...callerSecrets];
}

function namesBySection({ system, secrets }: Pick<ErpSystem, 'system' | 'secrets'>): [section: string, name: string][] {
  const procore = Object.keys(procoreSecrets).map((name): [string, string] => ['procore', name]);
  return [...procore, ...Object.keys(secrets.shape).map((name): [string, string] => [system, name])];
}

/** Those of a connection to this system, by their place in the file. */
export function secretsByPlace(system: string, secrets: ConnectionSecrets): ReadonlyMap<string, string> {
  const procore = Object.entries(procoreSecrets).map(([name, stored]) => [`procore.${name}`, secrets[stored]] as const);
  const erp = Object.entries(secrets.erp).map(([name, secret]) => [`${system}.${name}`, secret] as const);
  const ofCallers = callerSecrets.flatMap((place) => {
    const secret = secrets[place];
    return secret === undefined ? [] : [[place, secret] as const];
  });
  return new Map([...procore, ...erp, ...ofCallers]);
}

/** The other way. Throws when one is empty or too short. */
export function secretsFromPlaces(system: string, given: ReadonlyMap<string, string>): ConnectionSecrets {
  const faults = [...given].flatMap(([place, secret]) => {
    if (callerSecrets.some((one) => one === place)) {
      return secret.length < leastLength ? [`${place}: must have at least ${leastLength} characters`] : [];
    }
    return secret === '' ? [`${place}: is empty`] : [];
  });
  if (faults.length > 0) throw badInput('secrets', faults);
  const prefix = `${system}.`;
  const ofErp = [...given].filter(([place]) => place.startsWith(prefix));
  return connectionSecretsSchema.parse({
    procoreClientId: given.get('procore.clientId'),
    procoreClientSecret: given.get('procore.clientSecret'),
    erp: Object.fromEntries(ofErp.map(([place, secret]) => [place.slice(prefix.length), secret])),
    ...Object.fromEntries(callerSecrets.map((place) => [place, given.get(place)])),
  });
}
