import { looseText, type CodeAct, type CodeLink, type CodeLevel, type CodeRow } from './coded-account';

/** A code as Procore has it, in a list or in a project. */
export interface StandingCode {
  readonly id: string;
  /** With the parents' parts. */
  readonly code: string;
  readonly name: string;
  readonly originId: string | null;
}

/** A code that the ERP has. */
export interface WantedCode {
  readonly code: string;
  readonly name: string;
  /** As its `origin_id` would be. */
  readonly originId: string;
  readonly isLive: boolean;
  /** Values that come to this code: more than one is for a person. */
  readonly values: readonly string[];
  /** The code that it is made under, and never moved from. */
  readonly parent: string | null;
  /** Why none is made of it though others stand under it; null: it is live, or no parent. */
  readonly why: string | null;
}

/** Codes that do not stand in Procore as they are known here: nothing is made of them. */
export function codesElsewhere(rows: readonly CodeRow[], standing: readonly StandingCode[]): ReadonlySet<string> {
  const stands = new Set(standing.map(({ id, code }) => JSON.stringify([id, code])));
  return new Set(
    rows.flatMap(({ act, code, procoreId }) => {
      const isHere = act === 'drift' && stands.has(JSON.stringify([procoreId, code]));
      const isNone = act === 'refused' || (act === 'listed' && procoreId === null);
      return isNone || (act === 'drift' && !isHere) ? [code] : [];
    }),
  );
}

/**
 * What becomes of the codes of one list, project or sub job, parents first. What stands as it is wanted has no row. Nothing is made
 * under a parent that does not stand as it is known here.
 */
export function planCodes(of: {
  readonly level: CodeLevel;
  readonly wanted: readonly WantedCode[];
  readonly standing: readonly StandingCode[];
  readonly links: readonly CodeLink[];
}): readonly CodeRow[] {
  const links = new Map(of.links.filter(({ level }) => level === of.level).map((link) => [link.code, link]));
  const live = of.wanted.filter(({ isLive }) => isLive);
  const lacking = new Map<string, string>();
  const rowsOf = (one: WantedCode, link: CodeLink | undefined, stands: boolean): CodeRow[] => {
    const row = rowFor(of.level, one);
    if (!one.isLive) {
      if (link !== undefined) return [row('listed', link.procoreId, 'nothing may be booked on it any more; it stays')];
      return stands || one.why === null ? [] : [row('listed', null, `codes are to stand under it, and ${one.why}`)];
    }
    if (one.values.length > 1) {
      return [
        row('refused', null, `is what several values come to: ${one.values.map((text) => `"${text}"`).join(', ')}`),
      ];
    }
    const alike = live.filter((other) => other !== one && looseText(other.code) === looseText(one.code));
    if (alike.length > 0) {
      const names = alike.map(({ code }) => `"${code}"`).join(', ');
      return [row('refused', null, `differs from ${names} in case or blanks only`)];
    }
    if (/[*{}]/.test(one.code))
      return [row('refused', null, 'has a "*" or a brace, which mean something in a mapping')];
    if (link !== undefined) return linked(one, link, of.standing, row);
    const above = lacking.get(one.parent ?? '');
    if (above === undefined || stands) return unlinked(one, of.standing, row);
    return [row('listed', null, `its parent ${one.parent ?? ''} does not stand: ${above}`)];
  };
  return of.wanted.flatMap((one) => {
    const link = links.get(one.code);
    const stands = of.standing.some(({ id, code }) => code === one.code && (link?.procoreId ?? id) === id);
    const rows = rowsOf(one, link, stands);
    const [first] = rows;
    if (!stands && first?.act !== 'create') lacking.set(one.code, first?.why ?? 'nothing may be booked on it');
    return rows;
  });
}

type Row = (act: CodeAct, procoreId: string | null, why: string, procore?: string) => CodeRow;

function rowFor(level: CodeLevel, { code, name }: WantedCode): Row {
  return (act, procoreId, why, procore = '') => ({
    ...{ level, act, code, costType: '', name, account: '', procoreId, why },
    ...{ erp: JSON.stringify([code, name]), procore },
  });
}

function linked(one: WantedCode, link: CodeLink, standing: readonly StandingCode[], row: Row): CodeRow[] {
  const there = standing.find(({ id }) => id === link.procoreId);
  if (there === undefined) return [row('drift', link.procoreId, 'it is gone in Procore, and is not made again')];
  if (there.code !== one.code) {
    return [row('drift', there.id, `its code was changed to "${there.code}" in Procore`, stateOf(there))];
  }
  if (there.name === one.name) return [];
  if (there.name !== link.name) {
    return [row('drift', there.id, `is called "${there.name}" in Procore, and not by us: that stays`, stateOf(there))];
  }
  return [row('rename', there.id, `was "${there.name}"`, stateOf(there))];
}

function unlinked(one: WantedCode, standing: readonly StandingCode[], row: Row): CodeRow[] {
  const exact = standing.find(({ code }) => code === one.code);
  if (exact !== undefined) {
    const why = exact.name === one.name ? '' : `is called "${exact.name}" in Procore: that stays`;
    return [row('adopt', exact.id, why, stateOf(exact))];
  }
  const ours = standing.find(({ originId }) => originId === one.originId);
  if (ours !== undefined) {
    return [row('refused', ours.id, `stands in Procore as ours under the code "${ours.code}"`)];
  }
  const alike = standing.find(({ code }) => looseText(code) === looseText(one.code));
  if (alike !== undefined) {
    return [row('refused', alike.id, `differs from "${alike.code}" in Procore in case or blanks only`)];
  }
  return [row('create', null, '')];
}

function stateOf({ id, code, name, originId }: StandingCode): string {
  return JSON.stringify([id, code, name, originId]);
}
