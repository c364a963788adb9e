import { dayIn } from '../../domain/calendar/day-in';
import type { Segments } from '../../domain/coding/chart';
import type { CodeCoverage } from '../../domain/coding/coverage/coverage';
import type { SegmentCodes } from '../../domain/coding/segment-codes';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { readableNames } from '../documents/readable-names';
import { accountText } from './account-text';
import { coverageOf, presentMapping, projectsWanted, type CoverageWanted } from './mapping-coverage';

/** An account that takes no postings now, and what is led to it. */
export interface FaultyAccount {
  readonly account: string;
  readonly why: string;
  readonly codes: readonly CodeLedThere[];
  /** Documents that are held for it now, as people call them. */
  readonly held: readonly string[];
}

interface CodeLedThere {
  readonly project: string;
  readonly codes: SegmentCodes;
  readonly name: string | null;
  /** Of the row of the mapping. */
  readonly line: number;
  readonly money: CodeCoverage['money'];
}

export interface MappingAccounts {
  /** Of the mapping; 0: there is none. */
  readonly version: number;
  /** How many different ones the codes in use lead to. */
  readonly accounts: number;
  readonly faulty: readonly FaultyAccount[];
  readonly notes: readonly string[];
}

/**
 * Which accounts that codes in use lead to take no postings, as the ERP shows them now, with the money behind them and what is held
 * for it: seen before the next requisition is.
 */
export async function mappingAccounts(context: ConnectionContext, wanted: CoverageWanted): Promise<MappingAccounts> {
  const { store, ports, connection } = context;
  const erp = await ports.erp(connection);
  if (erp.accountFaults === undefined) {
    throw new ActionError('refused', `${erp.words.name} shows no accounts here: look at them there`);
  }
  const present = await presentMapping(context);
  const found = await coverageOf(context, present, await projectsWanted(context, wanted.project), wanted);
  const led = new Map<string, { readonly target: Segments; readonly codes: CodeLedThere[] }>();
  for (const { codes, view } of found) {
    for (const { mapped, codes: code, name, money } of codes) {
      if (mapped === null) continue;
      const account = accountText(mapped.target, present.chart);
      const there = led.get(account) ?? { target: mapped.target, codes: [] };
      there.codes.push({ project: view.project, codes: code, name, line: mapped.line, money });
      led.set(account, there);
    }
  }
  const all = [...led].sort(([one], [other]) => (one < other ? -1 : 1));
  const today = dayIn(connection.settings.posting.timeZone);
  const faults = await erp.accountFaults(
    all.map(([, { target }]) => target),
    today,
  );
  const faulty: FaultyAccount[] = [];
  for (const [index, [account, { codes }]] of all.entries()) {
    const fault = faults[index] ?? null;
    if (fault === null) continue;
    const held = await store.inTenant(connection.tenantId, async (tx) => {
      const holds = await tx.holds.standing(connection, { causeKeys: [fault.cause] });
      const namesOf = await readableNames(
        tx,
        holds.map(({ document }) => document),
      );
      return holds.map(({ document }) => namesOf(document).name);
    });
    faulty.push({ account, why: fault.why, codes, held });
  }
  const notes = found.flatMap(({ view }) => view.notes);
  return { version: present.version, accounts: all.length, faulty, notes };
}
