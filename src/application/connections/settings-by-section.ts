import type { ErpSystem } from '../../clients/erp-system';
import { postingSettingsSchema, type ConnectionSettings } from '../../config/connection-settings';
import { procoreSecrets } from './secrets-by-place';

type Section = Readonly<Record<string, unknown>>;
export type Sections = Readonly<Record<string, Section>>;

/** Settings by section of connection.json, as people write and read them. */
type SettingsBySection = Omit<ConnectionSettings, 'erp'> & Sections;

/** The stored settings in sections of connection.json, where common ones and those of the ERP stand side by side. */
export function settingsBySection({ erp, ...common }: ConnectionSettings): SettingsBySection {
  const { procore, ...further } = common;
  const own = erp.settings as Sections;
  const sections: Sections = { ...further };
  const names = new Set([...Object.keys(own), ...Object.keys(sections)]);
  const merged = [...names].map((name) => [name, { ...sections[name], ...own[name] }]);
  return { procore, ...(Object.fromEntries(merged) as Omit<ConnectionSettings, 'erp' | 'procore'>) };
}

/**
 * The other way: what is common, and the rest as the ERP's own. Where secrets come from is left out. Checks nothing; a
 * setting that nobody knows is among the ERP's, whose schema refuses it.
 */
export function settingsApart(
  { system, secrets }: Pick<ErpSystem, 'system' | 'secrets'>,
  { vendors, poll, timing, procore, ...sections }: Sections,
): Readonly<Record<Exclude<keyof ConnectionSettings, 'vendors'>, unknown>> & { readonly vendors?: unknown } {
  const commonPosting = Object.keys(postingSettingsSchema.shape);
  const own = Object.entries(sections).flatMap(([name, section]): [string, Section][] => {
    const notOwn = [
      ...(name === 'posting' ? commonPosting : []),
      ...(name === system ? Object.keys(secrets.shape) : []),
    ];
    const rest = members(section, (member) => !notOwn.includes(member));
    // An ERP that has nothing to add to the common settings has no such section.
    return name === 'posting' && Object.keys(rest).length === 0 ? [] : [[name, rest]];
  });
  return {
    procore: members(procore, (member) => !(member in procoreSecrets)),
    posting: members(sections['posting'], (member) => commonPosting.includes(member)),
    ...(vendors === undefined ? {} : { vendors }),
    poll,
    timing,
    erp: { system, settings: Object.fromEntries(own) },
  };
}

function members(section: Section = {}, wanted: (name: string) => boolean): Section {
  return Object.fromEntries(Object.entries(section).filter(([name]) => wanted(name)));
}
