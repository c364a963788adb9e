import { parse } from 'lossless-json';
import type { ErpSystem, ErpSystems } from '../../clients/erp-system';
import type { ConnectionHead } from '../../config/connection-file';
import { connectionSettingsSchema, type ConnectionSettings } from '../../config/connection-settings';
import { complianceFault } from '../../config/compliance-fault';
import { cadenceFault } from '../../config/cadence-fault';
import { badInput } from '../action-error';
import { connectionFileSchema } from './connection-file-schema';
import { defaultsTaken } from './defaults-taken';
import { faultLines } from './fault-lines';
import { wantedSecrets, type WantedSecret } from './secrets-by-place';
import { textFaults } from './text-faults';
import { settingsApart, settingsBySection, type Sections } from './settings-by-section';

export interface ReadConnection {
  readonly file: ConnectionHead;
  readonly settings: ConnectionSettings;
  readonly secrets: readonly WantedSecret[];
  /** What the file did not say and was filled in. */
  readonly defaults: readonly string[];
}

/** Reads connection.json; all faults at once, each with its place. */
export function readConnectionFile(name: string, text: string, erps: ErpSystems): ReadConnection {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw badInput(name, [`is not JSON: ${jsonFault(text)}`]);
  }
  const erp = erpOf(name, input, erps);
  const unfit = textFaults(input, environmentOf(input));
  const schema = connectionFileSchema(erp);
  const parsed = schema.safeParse(withSections(input, erp));
  if (!parsed.success) throw badInput(name, [...unfit, ...faultLines(parsed.error, input, schema)]);
  const { id, tenant, tenantName, environment, webhookSecret, triggerSecret, ...rest } = parsed.data;
  const { $schema: _schema, erp: _erp, ...sections } = rest;
  const settings = connectionSettingsSchema.parse(settingsApart(erp, sections as Sections));
  const poll = cadenceFault(settings.poll);
  const compliance = complianceFault(settings.posting);
  const floor = erp.settleFloorMs(settings);
  // Against a test system people may look sooner; there nothing is paid twice.
  const tooSoon = environment === 'production' && settings.timing.settleMs < floor;
  const settle = `timing.settleMs: must be at least ${floor} in production: timing.sendWindowMs, the longest call and the ERP's longest queue`;
  const faults = [
    ...unfit,
    ...(tooSoon ? [settle] : []),
    ...erp.faults(settings),
    ...(poll === null ? [] : [`poll: ${poll}`]),
    ...(compliance === null ? [] : [compliance]),
  ];
  if (faults.length > 0) throw badInput(name, faults);
  return {
    file: { id, tenant, tenantName, environment, webhookSecret, triggerSecret, erp: erp.system },
    settings,
    secrets: wantedSecrets(erp, parsed.data),
    defaults: defaultsTaken(input, settingsBySection(settings)),
  };
}

function environmentOf(input: unknown): ConnectionHead['environment'] | null {
  const said: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'environment') : undefined;
  return said === 'production' || said === 'sandbox' ? said : null;
}

/** It decides what the rest of the file must say, so that a fault here stands alone. */
function erpOf(name: string, input: unknown, erps: ErpSystems): ErpSystem {
  const system: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'erp') : undefined;
  const erp = Object.values(erps).find((one) => one.system === system);
  if (erp === undefined) throw badInput(name, [`erp: required: ${Object.keys(erps).join(' or ')}`]);
  return erp;
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
function withSections(input: unknown, { settings }: ErpSystem): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const own = Object.keys(settings.shape).map((section) => [section, {}]);
  return { procore: {}, posting: {}, ...Object.fromEntries(own), ...input };
}
