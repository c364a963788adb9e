import { decimalOf, type Decimal } from '../../decimal';
import type { FusionState } from '../fusion-state';
import { Item } from '../items/item';
import { accountOf, suspenseAccount } from './check-account';
import { finding, type Finding } from './errors';
import type { InterfaceRow } from './interface-rows';
import { ledgerPeriod, periodOf } from './periods';
import type { RowValues } from './read-row';

/** Debit and credit; undefined is a side that was left empty. */
interface Sides {
  readonly dr: Decimal | undefined;
  readonly cr: Decimal | undefined;
}

export interface CheckedRow {
  readonly row: InterfaceRow;
  readonly values: RowValues;
  readonly periodName: string;
  readonly account: Item | undefined;
  readonly entered: Sides;
  readonly accounted: Sides;
  readonly errors: readonly Finding[];
}

const CENTS = 2;

/** What is wrong with a row by itself; whether its journal balances is another question (reference 8.6). */
export function checkRow(
  state: FusionState,
  ledger: Item,
  row: InterfaceRow,
  options: { readonly errorsToSuspense: boolean },
): CheckedRow {
  const { values } = row;
  const ledgerId = ledger.text('LedgerId');
  const date = values['ACCOUNTING_DATE'] ?? '';
  const errors: Finding[] = [];
  const period = periodOf(state, ledgerId, date, values['PERIOD_NAME'] ?? '');
  if (period === undefined) errors.push(finding(state.settings.periodCode, finding('EP01').text));
  const category = values['USER_JE_CATEGORY_NAME'] ?? '';
  if (state.collection('journalCategoriesLOV').find({ UserJournalCategoryName: category }) === undefined) {
    errors.push(finding('EZ01'));
  }
  let account = accountOf(state, ledger.text('ChartOfAccountsId'), values, date);
  if (!(account instanceof Item)) {
    const suspense = options.errorsToSuspense ? suspenseAccount(state) : undefined;
    if (suspense === undefined) errors.push(account);
    else account = suspense;
  }
  if (!isReversalValid(state, ledgerId, values)) errors.push(finding('EZ02'));
  const entered = sidesOf(values, 'ENTERED');
  const converted = convertedBy(state, ledger, values);
  if ('code' in converted) errors.push(converted);
  return {
    row,
    values,
    periodName: period?.text('PeriodNameId') ?? '',
    account: account instanceof Item ? account : undefined,
    entered,
    accounted: 'code' in converted ? entered : converted,
    errors,
  };
}

const sidesOf = (values: RowValues, name: string): Sides => ({
  dr: decimalIn(values, `${name}_DR`),
  cr: decimalIn(values, `${name}_CR`),
});

const decimalIn = (values: RowValues, name: string): Decimal | undefined =>
  values[name] === undefined ? undefined : decimalOf(values[name]);

/** Amounts in the ledger's currency: as given, or by the rate of the type and date. */
function convertedBy(state: FusionState, ledger: Item, values: RowValues): Sides | Finding {
  const own = sidesOf(values, 'ACCOUNTED');
  const entered = sidesOf(values, 'ENTERED');
  const currency = values['CURRENCY_CODE'] ?? '';
  if (own.dr !== undefined || own.cr !== undefined) return own;
  if (currency === ledger.text('CurrencyCode')) return entered;
  const type = values['USER_CURRENCY_CONVERSION_TYPE'];
  if (type === undefined) return finding('EC03');
  if (values['CURRENCY_CONVERSION_DATE'] === undefined) return finding('EC02');
  const { conversionTypes, conversionRates } = state.settings;
  const known = conversionTypes.includes(type)
    ? conversionRates[`${currency}/${ledger.text('CurrencyCode')}`]
    : undefined;
  const rate = type === 'User' ? values['CURRENCY_CONVERSION_RATE'] : known;
  if (rate === undefined) return finding(type === 'User' ? 'EC01' : 'EC06');
  const at = (amount: Decimal | undefined): Decimal | undefined =>
    amount?.times(decimalOf(rate)).toDecimalPlaces(CENTS);
  return { dr: at(entered.dr), cr: at(entered.cr) };
}

/** Column 50 is required with flag Y, and a period of the calendar; column 51 says how. */
function isReversalValid(state: FusionState, ledgerId: string, values: RowValues): boolean {
  const [flag = 'N', period = '', method = 'N'] = ['REFERENCE7', 'REFERENCE8', 'REFERENCE9'].map(
    (name) => values[name],
  );
  const areWords = [flag, method].every((word) => word === 'Y' || word === 'N');
  return areWords && (flag === 'N' || ledgerPeriod(state, ledgerId, period) !== undefined);
}
