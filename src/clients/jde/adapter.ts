import type { ErpAdapter, PostingPort, PostingTiming } from '../erp-adapter';
import type { OpenRetainage, VoucherKey } from '../erp-gateway';
import { connectJde, type JdeDependencies } from './connect';
import { readFacts } from './facts/read-facts';
import { findSuppliers } from './facts/suppliers';
import { jdePorts } from './ports/jde-ports';
import { readOpenRetainage } from './postings/open-retainage';
import type { JdeSettings } from './settings';

export interface JdeAdapterSettings extends JdeSettings {
  /** How long the ledger waits; the same for every kind. */
  readonly timing: PostingTiming;
}

/** What the client brings to the adapter of JDE; kinds, planners, chart and words are the trade's rules of JDE. */
export type JdeAdapter = Omit<ErpAdapter, 'planners' | 'kinds' | 'chart' | 'words'> & {
  /** By the kind's name. */
  readonly ports: ReadonlyMap<string, PostingPort>;
  /** Where AP lets retainage go pay item by pay item. */
  readonly retainage: {
    /** Of vouchers of ours what is still open as retainage; one that is not in the ledger, or voided, is absent. */
    readOpenRetainage(vouchers: readonly VoucherKey[]): Promise<readonly OpenRetainage[]>;
  };
};

/** JD Edwards EnterpriseOne through the customer's AIS server. One adapter holds one session. */
export function createJdeAdapter(settings: JdeAdapterSettings, dependencies: JdeDependencies = {}): JdeAdapter {
  const jde = connectJde(settings, dependencies);
  return {
    system: 'jde',
    ports: jdePorts(jde),
    timing: () => settings.timing,
    readFacts: (keys) => readFacts(jde.dataService, keys),
    findSuppliers: async (wanted) => findSuppliers(jde.dataService, settings, wanted),
    retainage: { readOpenRetainage: (vouchers) => readOpenRetainage(jde.controlRow, vouchers) },
    openSession: () => jde.giveUpSession(),
    check: () => jde.check(),
    close: () => jde.close(),
  };
}
