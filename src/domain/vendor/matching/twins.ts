import type { CompanyRecord, Side } from './company-record';
import { byId, type Finding } from './finding';
import { comparable } from './similarity';

/** Records of one side that may be one company: of one tax id, or of one name at one postal code, e-mail or phone. */
export function twins(side: Side, records: readonly CompanyRecord[]): readonly Finding[] {
  const groups = new Map<string, Set<string>>();
  for (const record of records) {
    const { names, zip, emails, phone, taxId } = comparable(record);
    const name = names[0]?.join(' ') ?? '';
    const places = [zip, ...emails, phone].filter((place) => place !== '');
    const keys = [
      ...(taxId === '' ? [] : [`taxId ${taxId}`]),
      ...(name === '' ? [] : places.map((place) => `name ${name}|${place}`)),
    ];
    for (const key of keys) groups.set(key, (groups.get(key) ?? new Set()).add(record.id));
  }
  const found = new Map<string, Finding>();
  for (const [key, members] of groups) {
    if (members.size < 2) continue;
    const ids = [...members].sort(byId);
    const by = key.startsWith('taxId') ? ('taxId' as const) : ('name' as const);
    const known = found.get(ids.join());
    if (known?.by.includes(by) === true) continue;
    const [vendors, suppliers] = side === 'procore' ? [ids, []] : [[], ids];
    const all = [...(known?.by ?? []), by].sort();
    found.set(ids.join(), { kind: 'twin', vendors, suppliers, score: null, by: all });
  }
  return [...found.values()];
}
