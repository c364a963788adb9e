import type { CodedAccount, CodeLink, CodeRow } from './coded-account';
import { planCodes, type StandingCode, type WantedCode } from './plan-codes';

/** The company's list: the catalogue of all values with an account that belongs, whichever project it is of. */
export function planList(of: {
  readonly catalogue: string;
  readonly accounts: readonly CodedAccount[];
  readonly standing: readonly StandingCode[];
  readonly links: readonly CodeLink[];
}): readonly CodeRow[] {
  const coded = of.accounts.filter(({ name, costType }) => name !== null && costType !== null);
  const rows = planCodes({ ...of, level: 'standard', wanted: wantedCodes(coded, of.catalogue, null) });
  const known = new Set(coded.map(({ code }) => code));
  const left = new Map<string, CodeRow>();
  for (const { code, name, why } of of.accounts) {
    if (why !== null || known.has(code) || left.has(code)) continue;
    const reason =
      name === null ? 'the value set has no such value, so it has no name' : 'no range of costTypes has its value';
    left.set(code, {
      ...{ level: 'standard', act: 'listed', code, costType: '', name: name ?? '', account: '', procoreId: null },
      ...{ why: reason, erp: '', procore: '' },
    });
  }
  return [...rows, ...left.values()];
}

/** In the order of their codes. `project` null: of the company's list. */
export function wantedCodes(
  accounts: readonly CodedAccount[],
  catalogue: string,
  project: string | null,
): readonly WantedCode[] {
  const byCode = new Map<string, WantedCode>();
  for (const { code, name, why } of accounts) {
    const isLive = why === null || byCode.get(code)?.isLive === true;
    // Over all projects no two codes may have one origin.
    const originId = project === null ? `${catalogue}/${code}` : `${catalogue}/${code}/${project}`;
    byCode.set(code, { code, name: name ?? '', originId, isLive });
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
