import { accountName, parseAccountName } from '../../../../domain/jde/account';
import type { BookedVoucher } from '../../../../domain/jde/bodies/booked';
import type { DistributionLineBody, DistributionRole } from '../../../../domain/jde/bodies/posting-body';
import type { PostingSettings } from '../../../../domain/jde/posting-settings';
import { voucherCalled } from '../../../../domain/jde/words';
import { isNegative, isZero, negate, sum } from '../../../../domain/money/money';
import type { Entered, EnteredItem, EnteredLine } from '../../../../domain/posting/entered/entered';
import { ediBatchFrom } from '../../../../domain/posting/erp-key';
import type { FoundInJde } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { documentOf, isKey } from '../our-keys';
import { amountText } from '../../tables/decimal-text';
import { fromTableDate } from '../../tables/table-dates';
import { readPayables } from './find-vouchers';
import { readLedgerLines, toFoundVoucher } from './found-voucher';
import { ofDocument, type LedgerVoucherRows } from './ledger-rows';
import { toFound } from '../../ports/to-look';

/** The pay status of a retained pay item (UDC 00/PS). */
const retained = 'R';

/**
 * A voucher that accounts payable typed in, as it stands in F0411 and F0911, called by number, type and company: `9001 PV 00200`.
 * Null: none is called so, or it is voided. What its accounts are for follows from those of its company; throws a RangeError where the
 * connection has none.
 */
export async function enteredVoucher(
  jde: JdeCalls,
  { companies, ediUser }: PostingSettings,
  text: string,
): Promise<Entered | null> {
  const document = documentOf(voucherCalled(text));
  if (document === null) return null;
  const company = document.documentCompany;
  const ofCompany = companies[company];
  if (ofCompany === undefined) {
    throw new RangeError(`company ${company} is none that the connection posts to: set posting.companies.${company}`);
  }
  const [voucher] = await readPayables(jde, company, 'that people entered', ofDocument(document));
  if (voucher === undefined) return null;
  const ledger = await readLedgerLines(jde.controlRow, voucher, company);
  const known = new Map<string, DistributionRole>();
  const { retainageAccount, taxAccount, roundingAccount } = ofCompany;
  known.set(retainageAccount, 'retainageHeld');
  if (taxAccount !== undefined) known.set(taxAccount, 'tax');
  if (roundingAccount !== undefined) known.set(roundingAccount, 'rounding');
  const shown = toFoundVoucher(voucher, ledger, new Set(known.keys()));
  if (shown.voided) return null;
  const distribution = distributionOf(shown, known);
  const { supplier, currency, total, number = '', glDate = '', facts = {} } = shown;
  return {
    kind: 'voucher',
    found: toFound(shown),
    ourKey: voucher.payItems.map(({ VR01 }) => VR01).find(isKey) ?? '',
    ...{ unit: company, supplier, number, date: glDate, currency, total, tax: facts['tax'] ?? '0' },
    lines: [...linesOf(distribution), ...retainedItems(voucher)],
    body: (key, items) => bodyOf(voucher, shown, { distribution, ediUser, key, items }),
  };
}

function distributionOf(
  { lines }: FoundInJde,
  known: ReadonlyMap<string, DistributionRole>,
): readonly DistributionLineBody[] {
  return lines.map(({ account: name, amount }, index) => {
    const role = known.get(name.trim()) ?? 'cost';
    const isReleased = role === 'retainageHeld' && !isNegative(amount);
    const line = { line: index + 1, account: parseAccountName(name), amount, remark: '' };
    return { ...line, role: isReleased ? 'retainageReleased' : role };
  });
}

/** One for each account, in the order in which they first stand. */
function linesOf(distribution: readonly DistributionLineBody[]): readonly EnteredLine[] {
  const names = [...new Set(distribution.map(({ account }) => accountName(account)))];
  return names.map((name) => {
    const own = distribution.filter(({ account }) => accountName(account) === name);
    const role = own[0]?.role ?? 'cost';
    return {
      ...{ name, account: name, orderLine: '', amount: sum(own.map(({ amount }) => amount)) },
      role: role === 'retainageHeld' || role === 'retainageReleased' ? 'retainage' : role,
    };
  });
}

/** What is withheld as pay items moves nothing on an account. */
function retainedItems({ payItems }: LedgerVoucherRows): readonly EnteredLine[] {
  const amount = sum(payItems.filter(({ PST }) => PST === retained).map(amountOf));
  if (isZero(amount)) return [];
  return [{ name: 'retained', role: 'retainage', account: '', orderLine: '', amount: negate(amount) }];
}

function amountOf(row: LedgerVoucherRows['payItems'][number]): string {
  return amountText(row.CRRM === 'F' ? row.ACR : row.AG);
}

interface OfBody {
  readonly key: string;
  readonly ediUser: string;
  readonly items: readonly EnteredItem[];
  readonly distribution: readonly DistributionLineBody[];
}

/** As if it had been sent so, which is what it is compared with from then on. */
function bodyOf(
  { payItems }: LedgerVoucherRows,
  { supplier, currency, total, number = '', glDate = '', facts = {} }: FoundInJde,
  { key, ediUser, items, distribution }: OfBody,
): BookedVoucher {
  const [first] = payItems;
  return {
    ...{ kind: 'voucher', erpKey: key, ediUser, ediBatch: ediBatchFrom(key), company: first.KCO, supplier },
    ...{ documentType: first.DCT, invoiceNumber: number, invoiceDate: fromTableDate(first.DIVJ), glDate },
    ...{ currency, foreign: first.CRRM === 'F', remark: '', order: null, total, distribution },
    payItems: payItems.map((row, index) => ({
      payItem: row.SFX || String(index + 1).padStart(3, '0'),
      amount: amountOf(row),
      payStatus: row.PST,
      // Of all, on the first: by items nobody asks.
      ...(index === 0 && !isZero(facts['tax'] ?? '0') ? { tax: facts['tax'] ?? '0' } : {}),
    })),
    items: items.map(({ itemKey, account, orderLine, gross, withheld: netRetainage }) => ({
      ...{ itemKey, account, orderLine, gross, netRetainage },
    })),
  };
}
