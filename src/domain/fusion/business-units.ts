import type { PostingSettings } from './posting-settings';

type Unit = PostingSettings['businessUnit'];

/** Which owes the money, and which buys for it. */
export interface Units {
  readonly businessUnit: Unit;
  readonly procurementBusinessUnit: Unit;
}

/** The settings as they are for what is of one company, a value of the balancing segment: its units, its buyer, its sites. */
export function ofCompany(settings: PostingSettings, company: string): PostingSettings {
  const own = settings.companies[company];
  if (own === undefined) return settings;
  const { businessUnit = settings.businessUnit, procurementBusinessUnit = settings.procurementBusinessUnit } = own;
  const isPayer = businessUnit.id === settings.businessUnit.id;
  const isBuyer = isPayer && procurementBusinessUnit.id === settings.procurementBusinessUnit.id;
  // A site that a person mapped for one unit is not to be used by another.
  return {
    ...settings,
    ...{ businessUnit, procurementBusinessUnit, order: { ...settings.order, ...own.order } },
    paySites: { ...(isPayer ? settings.paySites : {}), ...own.paySites },
    purchasingSites: { ...(isBuyer ? settings.purchasingSites : {}), ...own.purchasingSites },
  };
}

/** Where what is a company's own is said: `posting` where it has no units of its own. */
export function settingsPathOf(settings: PostingSettings, company: string): string {
  const own = settings.companies[company];
  const isApart = own?.businessUnit !== undefined || own?.procurementBusinessUnit !== undefined;
  return isApart ? `posting.companies.${company}` : 'posting';
}

/** The units of all companies, those of the connection itself first; each pair once. */
export function allUnits(settings: PostingSettings): readonly [Units, ...Units[]] {
  const { businessUnit, procurementBusinessUnit } = settings;
  const first: Units = { businessUnit, procurementBusinessUnit };
  const others = new Map<string, Units>();
  for (const company of Object.keys(settings.companies)) {
    const { businessUnit: pays, procurementBusinessUnit: buys } = ofCompany(settings, company);
    if (pays.id !== businessUnit.id || buys.id !== procurementBusinessUnit.id) {
      others.set(`${pays.id}/${buys.id}`, { businessUnit: pays, procurementBusinessUnit: buys });
    }
  }
  return [first, ...others.values()];
}

/** Those that buy, each once. */
export function buyingUnits(settings: PostingSettings): readonly Unit[] {
  return eachOnce(allUnits(settings).map(({ procurementBusinessUnit }) => procurementBusinessUnit));
}

/** Those that owe the money, each once. */
export function payingUnits(settings: PostingSettings): readonly Unit[] {
  return eachOnce(allUnits(settings).map(({ businessUnit }) => businessUnit));
}

function eachOnce(units: readonly Unit[]): readonly Unit[] {
  return [...new Map(units.map((unit) => [unit.id, unit])).values()];
}
