import { isZero } from '../../money/money';
import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import type { CodedContractLine, LineRules } from '../../commitment/coded-lines';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import type { FactBook, FactKey } from '../../posting/plan/planner';
import { accountOf, jdeChart } from '../chart';
import type { ErpCompany } from '../erp-facts';
import { jdeFact, jdeFactKey } from '../facts';
import type { PostingSettings } from '../posting-settings';
import { checkAccounts } from '../requisition/check-accounts';
import { checkPlanCompany } from '../requisition/check-plan-company';
import { checkVendor } from '../requisition/check-vendor';
import { masterDataOf, type MasterData } from '../requisition/master-data';
import { descriptionLength } from '../requisition/plan-order';
import { glDate } from '../requisition/voucher/gl-date';

/** What lines that come onto an order have in common. */
export interface OrderTerms {
  readonly company: string;
  readonly supplier: string;
  readonly glDate: string;
  /** Of the company. */
  readonly currency: string;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

type Read = { readonly need: readonly FactKey[] } | { readonly data: MasterData };

/** The master data that the order follows from, or what of it is still to be read. */
export function orderMasterData(
  lines: readonly CodedContractLine[],
  wanted: Pick<CommitmentWanted, 'vendor'>,
  { orderType }: PostingSettings,
  facts: FactBook,
): Read {
  const accounts = lines.map(({ target }) => accountOf(target));
  const typeKey = jdeFactKey.commitmentType(orderType);
  const read = masterDataOf(
    { accounts, businessUnits: [...new Set(accounts.map(({ businessUnit }) => businessUnit))] },
    wanted,
    facts,
  );
  const need = [
    ...('need' in read ? read.need : []),
    ...(jdeFact(facts, 'commitmentType', typeKey.id) === undefined ? [typeKey] : []),
  ];
  return 'need' in read || need.length > 0 ? { need } : { data: read };
}

/** Whether JDE takes these lines today, and whose they are. */
export function orderTerms(
  lines: readonly CodedContractLine[],
  { commitment, vendor }: Pick<CommitmentWanted, 'commitment' | 'vendor'>,
  data: MasterData,
  { settings, facts, today }: { readonly settings: PostingSettings; readonly facts: FactBook; readonly today: string },
): OrderTerms {
  const uses = lines.map(({ target, amount }) => ({
    account: accountOf(target),
    takesAmount: !isZero(amount),
    quantity: null,
    uom: '',
  }));
  // Units are of what is billed, not of what is ordered.
  const accounts = data.accounts.map((row) =>
    row.rule === 'unitsRequired' ? { ...row, rule: 'posts' as const } : row,
  );
  const checked = checkAccounts({ ...data, accounts, uses, currency: commitment.currency.iso, settings });
  const company = data.companies.find(({ id }) => id === checked.company) ?? null;
  const forVendor = checkVendor({
    ...vendor,
    vendorId: commitment.vendorId,
    vendorName: commitment.vendorName,
    supplier: data.supplier,
    makesOrder: true,
    makesVoucher: false,
  });
  const date = dateOf(company, settings, today);
  return {
    company: checked.company ?? '',
    supplier: data.supplier?.number ?? '',
    glDate: 'problems' in date ? today : date.dates.glDate,
    currency: company?.currency ?? '',
    problems: [
      ...orderTypeProblems(settings, facts),
      ...forVendor.problems,
      ...checked.problems,
      ...(lines.length === 0 ? [] : checkPlanCompany(checked.company, company, settings, true)),
      ...('problems' in date ? date.problems : []),
    ],
    notes: forVendor.notes,
  };
}

/** On the day on which it is ordered. */
function dateOf(company: ErpCompany | null, { outsidePeriod }: PostingSettings, today: string) {
  if (company === null) return { problems: [] };
  return glDate({ policy: 'postingDay', outsidePeriod, billingDate: today, requisitionEnd: null, today, company });
}

/** JDE counts as commitments only orders of the types of UDC 40/CT (reference 12.4). */
function orderTypeProblems({ orderType }: PostingSettings, facts: FactBook): Problem[] {
  if (jdeFact(facts, 'commitmentType', orderType) !== null) return [];
  return [
    {
      reason: 'needsPerson',
      kind: 'person',
      field: 'posting.orderType',
      value: orderType,
      message: `Order type ${orderType} does not stand in UDC 40/CT of JDE: its orders would be no commitments there, so none is made.`,
      remedies: [
        { act: 'changeSetting', path: 'posting.orderType' },
        { act: 'inErp', text: `Enter ${orderType} in UDC 40/CT; it then goes on by itself within half an hour` },
      ],
      causeKey: causeKey.connection(),
    },
  ];
}

export function jdeLineRules({ negativeOrderLines }: PostingSettings): LineRules {
  return { chart: jdeChart, descriptionLength, refusesNegative: negativeOrderLines ? null : negative };
}

const negative: NonNullable<LineRules['refusesNegative']> = ({ item, name, amount }, whole) => ({
  reason: 'negativeNotAllowed',
  kind: 'person',
  field: 'AEXP',
  value: amount,
  message: `"${name}" would be an order line of ${amount}, but the connection allows no negative order lines.`,
  remedies: [
    {
      act: 'changeSetting',
      path: 'posting.negativeOrderLines',
      to: 'true',
      onlyIf: 'JDE takes negative lines on this order type',
    },
    { act: 'inProcore', text: `Correct the ${whole} in Procore` },
  ],
  causeKey: causeKey.connection(),
  facts: { item },
});
