import type { CodedAccount, CodeLink, CodeParent, CodeRow } from './coded-account';
import { planCodes, type StandingCode, type WantedCode } from './plan-codes';

/** The company's list: the catalogue of all values with an account that belongs, whichever project it is of. */
export function planList(of: {
  readonly catalogue: string;
  readonly accounts: readonly CodedAccount[];
  readonly standing: readonly StandingCode[];
  readonly links: readonly CodeLink[];
}): readonly CodeRow[] {
  const rows = planCodes({ ...of, level: 'standard', wanted: wantedCodes(of.accounts, of.catalogue, '') });
  const known = new Set(of.accounts.filter(isCoded).map(({ code }) => code));
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

/** A value without a name, or in no range of cost types, becomes no code. */
function isCoded({ name, costType }: CodedAccount): boolean {
  return name !== null && costType !== null;
}

/**
 * In the order of their codes, so each after its parent; parents only of what is live. `scope` is a project, or a project and sub job;
 * `''` the company's list.
 */
export function wantedCodes(
  accounts: readonly CodedAccount[],
  catalogue: string,
  scope: string,
): readonly WantedCode[] {
  const byCode = new Map<string, WantedCode>();
  const add = ({ value, code, name, why }: CodeParent, above: readonly CodeParent[], isParent: boolean): void => {
    const before = byCode.get(code);
    const isLive = why === null || before?.isLive === true;
    const values = [...new Set([...(before?.values ?? []), value])];
    byCode.set(code, {
      ...{ code, name: name ?? before?.name ?? '', isLive, values, parent: above.at(-1)?.code ?? null },
      // Over all projects no two codes may have one origin.
      originId: [catalogue, value, ...(scope === '' ? [] : [scope])].join('/'),
      why: isLive ? null : isParent ? why : (before?.why ?? null),
    });
  };
  for (const one of accounts.filter(isCoded)) {
    if (one.why === null) one.parents.forEach((parent, index) => add(parent, one.parents.slice(0, index), true));
    add(one, one.parents, false);
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
