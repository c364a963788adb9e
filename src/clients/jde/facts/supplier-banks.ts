import type { ShownAccount } from '../../../domain/jde/bodies/bank-body';
import { isMasked, otherThan, sameAccounts } from '../../../domain/jde/bodies/bank-body';
import { maskedAccount } from '../../../domain/vendor/bank/masked';
import type { BankDetailsSource } from '../../erp-sources';
import type { JdeCalls } from '../postings/jde-calls';
import { systemCompany } from '../tables/control-row';
import { fromTableDate } from '../tables/table-dates';
import { equal } from '../tables/table-query';
import { notOfSuppliers } from './bank-accounts';
import { payeeControl } from './payee-control';
import type { PostingSettings } from '../../../domain/jde/posting-settings';

const columns = ['UKID', 'AN8', 'BKTP', 'TNST', 'CBNK', 'IBAN', 'SWFT', 'CTR', 'UPMJ', 'UPMT'] as const;

/** Of one supplier and record type (reference 15). That there is none is believed only beside a control row. */
export async function readShownAccounts(
  { controlRow }: JdeCalls,
  { supplier, recordType }: { readonly supplier: string; readonly recordType: string },
): Promise<readonly ShownAccount[]> {
  const rows = await controlRow.readProven(
    {
      ...{ purpose: 'bank accounts of the supplier', table: 'F0030', columns, pageBy: 'UKID' },
      conditions: [equal('AN8', supplier), equal('BKTP', recordType)],
    },
    systemCompany,
  );
  return rows.map((row) => ({
    id: row.UKID,
    changed: `${row.UPMJ} ${row.UPMT}`,
    routing: row.TNST.trim(),
    account: row.CBNK.trim(),
    iban: row.IBAN.trim(),
    swift: row.SWFT.trim(),
    country: row.CTR.trim(),
  }));
}

/** What governs a change of bank details in JD Edwards, and what is read there for it. */
export function bankDetailsSource(jde: JdeCalls, settings: PostingSettings): BankDetailsSource {
  return {
    rules: {
      callBackDays: settings.bankCallBackDays,
      decisionDays: settings.bankDecisionDays,
      coolingHours: settings.bankCoolingHours,
    },
    recordTypeFault,
    read: async (supplier, recordType) => {
      const shown = await readShownAccounts(jde, { supplier, recordType });
      return { shown, count: shown.length, masked: shown.map(maskedAccount).join(', ') };
    },
    isAsBefore: (before, now) => sameAccounts(before as readonly ShownAccount[], now as readonly ShownAccount[]),
    stands: (shown, details) => {
      const [one] = shown as readonly ShownAccount[];
      return one !== undefined && !isMasked(one) && otherThan(details, one).length === 0;
    },
    phones: async (supplier) => {
      const { rows } = await jde.dataService.browse({
        ...{ purpose: 'phones of the supplier', table: 'F0115', pageBy: 'AN8' },
        columns: ['AN8', 'AR1', 'PH1', 'UPMJ'],
        conditions: [equal('AN8', supplier)],
      });
      return rows.map(({ AR1, PH1, UPMJ }) => ({
        phone: `${AR1.trim()} ${PH1.trim()}`.trim(),
        unchangedSince: fromTableDate(UPMJ) || null,
      }));
    },
    phoneWritten,
    payeeControl: (supplier, since) => payeeControl(jde, supplier, since),
  };
}

function recordTypeFault(recordType: string): string | null {
  if (!/^[A-Z0-9]$/.test(recordType)) return 'one letter of UDC 00/BT, e.g. V, the account of a supplier';
  if (recordType === 'Y') {
    return 'of type Y a supplier has several accounts, and no orchestration is told which one is meant: change it in JD Edwards';
  }
  return notOfSuppliers.has(recordType) ? `${recordType} is no account that suppliers are paid to (UDC 00/BT)` : null;
}

/** Of a supplier that was made or changed from here. */
function phoneWritten(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const of: unknown = Reflect.get(body, 'fields') ?? body;
  const phone: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, 'phone') : null;
  return typeof phone === 'string' && phone !== '' ? phone : null;
}
