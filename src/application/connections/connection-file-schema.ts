import { z } from 'zod';
import type { ErpSystem, ErpSystems } from '../../clients/erp-system';
import { connectionHeadSchema, secretSource, type ConnectionHead } from '../../config/connection-file';
import {
  connectionSettingsSchema,
  postingSettingsSchema,
  procoreSettingsSchema,
} from '../../config/connection-settings';
import { procoreSecrets } from './secrets-by-place';

export type ConnectionFile = ConnectionHead & Readonly<Record<string, unknown>>;

type Members = Readonly<Record<string, z.ZodType>>;

/** connection.json for one ERP: common settings, those of the ERP in the same sections, and where the secrets come from. */
export function connectionFileSchema({ system, settings, secrets }: ErpSystem): z.ZodType<ConnectionFile> {
  const common: Readonly<Record<string, Members>> = {
    procore: { ...procoreSettingsSchema.shape, ...sources(Object.keys(procoreSecrets)) },
    posting: postingSettingsSchema.shape,
  };
  const own = (name: string): Members => settings.shape[name]?.shape ?? {};
  const ofSecrets = (name: string): Members => (name === system ? sources(Object.keys(secrets.shape)) : {});
  const names = new Set(['procore', ...Object.keys(settings.shape), 'posting']);
  const sections = [...names].map((name) => [
    name,
    z.strictObject({ ...common[name], ...own(name), ...ofSecrets(name) }),
  ]);
  const { vendors, poll, timing } = connectionSettingsSchema.shape;
  return z.strictObject({
    ...connectionHeadSchema.shape,
    erp: z.literal(system),
    ...(Object.fromEntries(sections) as Members),
    vendors,
    poll,
    timing,
  });
}

function sources(names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, secretSource]));
}

/** The JSON schema of connection.json, for whoever writes one. */
export function connectionFileJsonSchema(erps: ErpSystems): object {
  const [only, ...others] = Object.values(erps).map(connectionFileSchema);
  if (only === undefined) throw new RangeError('there is no ERP that a connection could be made to');
  return z.toJSONSchema(others.length === 0 ? only : z.union([only, ...others]), {
    io: 'input',
    unrepresentable: 'any',
  });
}
