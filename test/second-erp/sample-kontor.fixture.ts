import type { KindAtTarget } from '../../src/clients/erp-adapter';
import type { KnownAtSending } from '../../src/domain/posting/posting-kind';
import type { MappingRow } from '../../src/domain/coding/mapping-row';
import { createKontorAdapter } from './adapter.fixture';
import { KontorErp } from './erp/kontor-erp.fixture';
import { kontorSettings, type KontorSettingsInput } from './settings.fixture';

/**
 * A Kontor with one set of books in EUR, all of 2026 open: `S-4411` is the site of project 4411, `S-0` the head office,
 * `S-9` is closed; nature 6300 is locked; creditor `K-70123` may be ordered from.
 */
export function sampleKontor(now?: () => number): KontorErp {
  const erp = new KontorErp(now);
  erp.levers.addBooks({ code: 'NORD', currency: 'EUR', openFrom: '2026-01', openTo: '2026-12' });
  for (const [code, open] of [
    ['S-4411', true],
    ['S-0', true],
    ['S-9', false],
  ] as const) {
    erp.levers.addSite({ code, books: 'NORD', name: `Site ${code}`, open });
  }
  for (const code of ['6150', '6200', '6300', '3300', '6999']) {
    erp.levers.addNature({ code, name: `Nature ${code}`, locked: code === '6300' });
  }
  erp.levers.addCreditor({
    number: 'K-70123',
    books: 'NORD',
    note: '',
    name: "Ernie's Electrical",
    matchcode: 'ERNIES ELECTRICAL',
    vatId: 'DE123456789',
    externalId: '8881212',
    street: '1 Main St',
    postcode: '20095',
    city: 'Hamburg',
    country: 'DE',
    blocked: '',
    state: 'active',
  });
  return erp;
}

/** What a connection to the sample says of it. */
export const sampleSettings: KontorSettingsInput = {
  books: 'NORD',
  retentionAccount: 'S-0/100/3300',
  roundingAccount: 'S-0/100/6999',
};

/** The site is the project's; the cost type decides what is spent on: S 6150, M 6200, U 6300. */
export const sampleMapping: readonly MappingRow[] = (
  [
    ['S', '6150'],
    ['M', '6200'],
    ['U', '6300'],
  ] as const
).map(([costType, nature], index) => ({
  line: index + 2,
  project: '*',
  subJob: '*',
  costCode: '*',
  costType,
  target: { site: 'S-{project}', costCentre: '400', nature },
}));

/** The sample with its adapter. `at` gives a kind with its port. */
export function kontorUnderTest(settings: Partial<KontorSettingsInput> = {}, now?: () => number) {
  const erp = sampleKontor(now);
  const adapter = createKontorAdapter(erp, kontorSettings({ ...sampleSettings, ...settings }));
  const at = (kind: string): KindAtTarget => {
    const found = adapter.kinds.get(kind);
    if (found === undefined) throw new RangeError(`Kontor has no kind ${kind}`);
    return found;
  };
  return { erp, adapter, at };
}

/** A key of our form. */
export const keyOf = (kind: string, number: number): string =>
  `PC${kind.toUpperCase()}${number}`.padEnd(20, 'X').slice(0, 20);

/** Known under the lock; nothing stands before it. */
export function knownAtSending(fields: Partial<KnownAtSending> = {}): KnownAtSending {
  return { key: keyOf('own', 1), ordinal: 1, revision: 1, today: '2026-11-05', earlier: () => null, ...fields };
}
