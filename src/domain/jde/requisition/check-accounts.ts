import type { Account } from '../account';
import { accountName } from '../account';
import { causeKey } from '../../holds/cause-key';
import type { ErpAccount, ErpBusinessUnit } from '../erp-facts';
import type { HoldReason, Problem } from '../../holds/hold-reason';
import type { Remedies, Remedy } from '../../holds/remedy';
import { isDecimalText, isZero } from '../../money/money';
import { unitOfMeasure, unitProblem, type Units } from './unit-of-measure';

export interface AccountUse {
  readonly account: Account;
  /** False for a line that only carries retainage: its account takes nothing, its business unit tells the company. */
  readonly takesAmount: boolean;
  /** Units that could be posted with it, for accounts that require some. */
  readonly quantity: string | null;
  /** Of that quantity, as Procore names it. */
  readonly uom: string;
  /** The setting that names the account, when it does not come from a cost code. */
  readonly setting?: string;
}

/** Whether the accounts of the lines take what would be posted, and whose company's document it is. */
export function checkAccounts(facts: {
  readonly uses: readonly AccountUse[];
  readonly accounts: readonly ErpAccount[];
  readonly businessUnits: readonly ErpBusinessUnit[];
  /** Null while it is not known. */
  readonly currency: string | null;
  readonly settings: { readonly units: Units };
}): { readonly company: string | null; readonly problems: readonly Problem[] } {
  const units = new Map(facts.businessUnits.map((unit) => [unit.id.trim(), unit]));
  const accounts = new Map(facts.accounts.map((row) => [accountName(row.account), row]));
  const problems = new Map<string, Problem>();
  for (const use of facts.uses) {
    for (const problem of checkUse(use, units.get(use.account.businessUnit), accounts, facts)) {
      const key = [problem.reason, problem.causeKey, ...(problem.causeKeys ?? []), problem.value].join(' ');
      if (!problems.has(key)) problems.set(key, problem);
    }
  }
  const jobs = facts.uses.filter((use) => use.setting === undefined).map((use) => use.account.businessUnit);
  const companies = new Map<string, string>();
  for (const id of jobs) {
    const unit = units.get(id);
    if (unit && !companies.has(unit.company)) companies.set(unit.company, id);
  }
  const [first = null] = companies.keys();
  const company = companies.size === 1 ? first : null;
  const all = [...problems.values(), ...(companies.size > 1 ? [twoCompanies(companies, jobs)] : [])];
  return {
    company,
    problems: [...all, ...strayAccounts(facts.uses, accounts, company)],
  };
}

function checkUse(
  use: AccountUse,
  unit: ErpBusinessUnit | undefined,
  accounts: ReadonlyMap<string, ErpAccount>,
  { currency, settings }: { readonly currency: string | null; readonly settings: { readonly units: Units } },
): Problem[] {
  const { account } = use;
  const name = accountName(account);
  /** `value` is what the field says, `of` the account or business unit whose change ends it. */
  const problem = (
    reason: HoldReason,
    [field, value]: readonly [string, string],
    message: string,
    remedies: Remedies,
    of = name,
  ): Problem => ({ reason, kind: 'person', field, value, message, remedies, causeKey: causeKey.account(of) });
  const elsewhere = anotherAccount(use);
  if (!unit) {
    const message = `Business unit ${account.businessUnit} (account ${name}) does not exist in JDE (F0006).`;
    return [
      problem(
        'accountMissing',
        ['MCU', account.businessUnit],
        message,
        [{ act: 'inErp', text: 'Create it in JDE' }, elsewhere],
        account.businessUnit,
      ),
    ];
  }
  if (!use.takesAmount) return [];
  const problems: Problem[] = [];
  if (!unit.open) {
    const message = `Business unit ${unit.id} takes no postings (posting edit code PECC is "${unit.code}").`;
    problems.push(
      problem(
        'businessUnitClosed',
        ['PECC', unit.code],
        message,
        [{ act: 'inErp', text: 'Open it in JDE (F0006)' }, elsewhere],
        unit.id,
      ),
    );
  }
  const row = accounts.get(name);
  if (!row) {
    const message = `Account ${name} does not exist in JDE (F0901).`;
    const remedies: Remedies = [{ act: 'inErp', text: 'Create it in JDE' }, elsewhere];
    return [...problems, problem('accountMissing', ['F0901', name], message, remedies)];
  }
  const code = row.code.trim();
  const hasSubledger = (account.subledger ?? '') !== '';
  switch (row.rule) {
    case 'posts':
      break;
    case 'inactive':
    case 'noPosting': {
      const state = row.rule === 'inactive' ? 'is inactive' : 'takes no postings from outside';
      const message = `Account ${name} ${state} (posting edit code PEC is "${code}").`;
      problems.push(
        problem('accountInactive', ['PEC', code], message, [
          { act: 'inErp', text: 'Change its posting edit code in JDE' },
          elsewhere,
        ]),
      );
      break;
    }
    case 'subledgerRequired':
      if (!hasSubledger) {
        const message = `Account ${name} requires a subledger and its type (PEC is "${code}"), but none is given.`;
        problems.push(problem('subledgerRequired', ['SBL', ''], message, subledgerRemedies(use, 'Fill')));
      }
      break;
    case 'subledgerForbidden':
      if (hasSubledger) {
        const message = `Account ${name} takes no subledger (PEC is "${code}"), but ${account.subledger ?? ''} is given.`;
        problems.push(
          problem('subledgerForbidden', ['SBL', account.subledger ?? ''], message, subledgerRemedies(use, 'Clear')),
        );
      }
      break;
    case 'unitsRequired':
      if (use.quantity === null || !isDecimalText(use.quantity) || isZero(use.quantity)) {
        const message = `Account ${name} requires units (PEC is "${code}"), but the line has no quantity for this period in Procore (work_completed_this_period_quantity).`;
        const remedies: Remedies = [
          { act: 'inProcore', text: 'Bill the line by units in Procore' },
          { act: 'inErp', text: 'Change the posting edit code in JDE' },
          elsewhere,
        ];
        problems.push(problem('unitsRequired', ['U', use.quantity ?? ''], message, remedies));
        break;
      }
      {
        const counted = { uom: use.uom, accountUnit: row.unitOfMeasure, units: settings.units };
        if (unitOfMeasure(counted) === null) problems.push(unitProblem(name, counted));
      }
      break;
  }
  const accountCurrency = row.currency.trim();
  if (currency !== null && accountCurrency !== '' && accountCurrency !== currency) {
    const message = `Account ${name} takes only ${accountCurrency}, the requisition is in ${currency}.`;
    problems.push(
      problem('currency', ['CRCD', accountCurrency], message, [
        { act: 'inErp', text: "Change the account's currency in JDE" },
        elsewhere,
      ]),
    );
  }
  return problems;
}

function anotherAccount(use: AccountUse, which = 'another account'): Remedy {
  return use.setting === undefined
    ? { act: 'changeMapping', text: `Map the cost code to ${which}` }
    : { act: 'changeSetting', path: `posting.${use.setting}`, to: which };
}

function subledgerRemedies(use: AccountUse, verb: 'Fill' | 'Clear'): Remedies {
  return use.setting === undefined
    ? [{ act: 'changeMapping', text: `${verb} subledger and subledger_type of the cost code's mapping row` }]
    : [{ act: 'changeSetting', path: 'posting.retainageSubledger', to: 'another choice' }, anotherAccount(use)];
}

/** F0901 may name another company than F0006 does: the document would then cross companies. */
function strayAccounts(
  uses: readonly AccountUse[],
  accounts: ReadonlyMap<string, ErpAccount>,
  company: string | null,
): Problem[] {
  if (company === null) return [];
  const used = new Map(uses.filter((use) => use.takesAmount).map((use) => [accountName(use.account), use]));
  return [...used].flatMap(([name, use]): Problem[] => {
    const row = accounts.get(name);
    if (!row || row.company === company) return [];
    return [
      {
        reason: 'twoCompanies',
        kind: 'person',
        field: 'F0901.CO',
        value: name,
        message: `Account ${name} belongs to company ${row.company}, the document to company ${company}.`,
        remedies: [
          { act: 'inErp', text: 'Correct the account in JDE' },
          anotherAccount(use, 'an account of the document company'),
        ],
        causeKey: causeKey.account(name),
      },
    ];
  });
}

/** Any of the lines may be mapped to another job, or any of the jobs moved to another company. */
function twoCompanies(companies: ReadonlyMap<string, string>, jobs: readonly string[]): Problem {
  const parts = [...companies].map(([company, unit]) => `${company} (business unit ${unit})`);
  return {
    reason: 'twoCompanies',
    kind: 'person',
    field: 'MCU',
    value: [...companies.keys()].join(', '),
    message: `The lines belong to more than one company: ${parts.join(', ')}. One order and voucher cannot hold both.`,
    remedies: [{ act: 'changeMapping', text: 'Map all cost codes of this commitment to jobs of one company' }],
    causeKeys: [...new Set(jobs)].map((id) => causeKey.account(id)),
    facts: { companies: parts.join('; ') },
  };
}
