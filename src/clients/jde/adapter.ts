import { jdeBankPlanner } from '../../domain/jde/bank-planner';
import { jdeChart } from '../../domain/jde/chart';
import { jdeChangeOrderPlanner } from '../../domain/jde/change-order/planner';
import { jdeOrderChoices } from '../../domain/jde/commitment/order-choices';
import { jdeCommitmentPlanner } from '../../domain/jde/commitment/planner';
import { jdeKinds } from '../../domain/jde/kinds/kinds';
import type { PostingSettings } from '../../domain/jde/posting-settings';
import { jdeRequisitionPlanner } from '../../domain/jde/requisition/planner';
import { jdeIdentity } from '../../domain/jde/supplier-identity';
import { paymentPlanner } from '../../domain/payment/plan-payment';
import { ofLinkedSupplier } from '../../domain/vendor/identified-supplier';
import { jdeVendorPlanner } from '../../domain/jde/vendor-planner';
import { jdeWords } from '../../domain/jde/words';
import type { ErpAdapter, KindAtTarget, PostingTiming } from '../erp-adapter';
import { checkOrderType } from './check-order-type';
import { connectJde, type JdeDependencies } from './connect';
import { accountFaults } from './facts/account-faults';
import { readBankChanges } from './facts/bank-accounts';
import { bankDetailsSource } from './facts/supplier-banks';
import { paymentSource } from './facts/payments';
import { jdeBooks } from './facts/books';
import { readPeriodEnds } from './facts/companies';
import { readFacts } from './facts/read-facts';
import { supplierSweep } from './facts/supplier-sweep';
import { findSuppliers, readSuppliers } from './facts/suppliers';
import { jdePorts } from './ports/jde-ports';
import { enteredVoucher } from './postings/vouchers/entered-voucher';
import { retainageStandings } from './ports/retainage-standings';
import type { JdeSettings } from './settings';

export interface JdeAdapterSettings extends JdeSettings {
  /** How long the ledger waits; the same for every kind. */
  readonly timing: PostingTiming;
  readonly posting: PostingSettings;
}

/** JD Edwards EnterpriseOne through the customer's AIS server. One adapter holds one session. */
export function createJdeAdapter(settings: JdeAdapterSettings, dependencies: JdeDependencies = {}): ErpAdapter {
  const jde = connectJde(settings, dependencies);
  const { posting } = settings;
  const ports = jdePorts(jde, posting);
  const kinds = new Map<string, KindAtTarget>();
  for (const kind of jdeKinds) {
    const port = ports.get(kind.name);
    if (port === undefined) throw new RangeError(`nothing makes a ${kind.name} in JDE`);
    kinds.set(kind.name, { kind, port });
  }
  return {
    system: 'jde',
    words: jdeWords,
    settings: posting,
    chart: jdeChart,
    kinds,
    planners: {
      requisition: ofLinkedSupplier(jdeRequisitionPlanner, jdeIdentity),
      vendor: jdeVendorPlanner,
      payment: paymentPlanner,
      bankChange: jdeBankPlanner,
      ...(posting.purchaseOrderBasis === 'commitment'
        ? {
            commitment: ofLinkedSupplier(jdeCommitmentPlanner, jdeIdentity),
            changeOrder: ofLinkedSupplier(jdeChangeOrderPlanner, jdeIdentity),
          }
        : {}),
    },
    ...(posting.purchaseOrderBasis === 'commitment' ? { orderChoices: jdeOrderChoices } : {}),
    relievesOrders: posting.relief === 'reduce',
    timing: () => settings.timing,
    readEntered: (text) => enteredVoucher(jde, posting, text),
    readFacts: (keys) => readFacts(jde.dataService, keys),
    accountFaults: (accounts) => accountFaults(jde.dataService, accounts),
    readSupplier: async (number) =>
      (await readSuppliers(jde.dataService, [number])).find((one) => one.number === number) ?? null,
    findSuppliers: async (wanted) => findSuppliers(jde.dataService, settings, wanted),
    suppliers: supplierSweep(jde, Object.keys(posting.companies)[0] ?? ''),
    bankChanges: (days) => readBankChanges(jde, days),
    ...(posting.bankNotes ? { notesBankChanges: true } : {}),
    ...(posting.bankChanges ? { bankDetails: bankDetailsSource(jde, posting) } : {}),
    periodEnds: () => readPeriodEnds(jde.dataService, Object.keys(posting.companies)),
    payments: paymentSource(jde),
    books: jdeBooks(jde, Object.keys(posting.companies)),
    retainageStandings: (of) => retainageStandings(jde, of),
    openSession: () => jde.giveUpSession(),
    check: async () => {
      const { bankChanges, bankNotes } = posting;
      const watches = posting.apPosting && posting.bankWatchDays > 0;
      const steps = await jde.check({
        tables: {
          ...(posting.relief === 'match' ? { F43121: 'DOCO' } : {}),
          ...(watches || bankChanges || bankNotes ? { F0030: 'UKID' } : {}),
          ...(bankChanges ? { F0115: 'AN8' } : {}),
        },
        unused: bankChanges ? [] : ['PC_SET_SUPPLIER_BANK'],
      });
      const isReached = steps.some(({ name, ok }) => name === 'table F0005' && ok);
      return isReached ? [...steps, ...(await checkOrderType(jde.dataService, posting))] : steps;
    },
    close: () => jde.close(),
  };
}
