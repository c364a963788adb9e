import type { CheckStep, ErpAdapter, KindAtTarget } from '../../src/clients/erp-adapter';
import { ClientError } from '../../src/clients/http/client-error';
import { kontorChart, parseAccount } from './chart.fixture';
import type { KontorErp } from './erp/kontor-erp.fixture';
import { kontorKinds } from './kinds/kinds.fixture';
import { kontorJournalRunPlanner } from './plan/journal-run-planner.fixture';
import { kontorRequisitionPlanner } from './plan/requisition-planner.fixture';
import { kontorVendorPlanner } from './plan/vendor-planner.fixture';
import { KontorClient } from './ports/client.fixture';
import { kontorPorts } from './ports/kontor-ports.fixture';
import { findSuppliers, readFacts, readSupplier } from './read-master-data.fixture';
import type { KontorSettings } from './settings.fixture';
import { kontorWords } from './words.fixture';

/** Kontor, as the product knows an ERP. `settings` are also what its planners are to be given. */
export function createKontorAdapter(erp: KontorErp, settings: KontorSettings): ErpAdapter {
  const client = new KontorClient(erp);
  const ports = kontorPorts(client, settings);
  return {
    system: 'kontor',
    words: kontorWords,
    settings,
    chart: kontorChart,
    planners: {
      requisition: kontorRequisitionPlanner,
      vendor: kontorVendorPlanner,
      journalRun: kontorJournalRunPlanner,
    },
    kinds: new Map(
      kontorKinds.map((kind): [string, KindAtTarget] => {
        const port = ports.get(kind.name);
        if (port === undefined) throw new RangeError(`the kind ${kind.name} has no port`);
        return [kind.name, { kind, port }];
      }),
    ),
    timing: () => settings.timing,
    readFacts: async (keys) => readFacts(client, keys),
    readSupplier: async (number) => readSupplier(client, number),
    findSuppliers: async (wanted) => findSuppliers(client, wanted),
    openSession: async () => {
      client.read('sign in', (own) => {
        own.signIn();
      });
    },
    check: async () => [signIn(client), readsAccount(client, settings)],
    close: async () => {
      client.close();
    },
  };
}

function signIn(client: KontorClient): CheckStep {
  return step('sign in', 'ask for an interface user of Kontor', () => {
    client.read('sign in', (erp) => {
      erp.signIn();
    });
    return 'signed in';
  });
}

function readsAccount(client: KontorClient, { retentionAccount }: KontorSettings): CheckStep {
  return step('read master data', 'ask for the right to read sites and natures in Kontor', () => {
    const { site } = parseAccount(retentionAccount);
    const { sites } = client.read('read master data', (erp) => erp.masterData());
    if (!sites.has(site)) throw new RangeError(`the retention account names site ${site}, which is not there`);
    return `site ${site} of the retention account is there`;
  });
}

/** Whatever fails is told with whom to ask. */
function step(name: string, ask: string, run: () => string): CheckStep {
  try {
    return { name, ok: true, detail: run() };
  } catch (error) {
    if (!(error instanceof ClientError || error instanceof RangeError)) throw error;
    return { name, ok: false, detail: error.message, ask };
  }
}
