import { closeMatching } from '../../../src/application/vendors/matching/close-matching';
import { supplierWatermark } from '../../../src/domain/vendor/import/supplier-watermark';
import type { FeedRef } from '../../../src/workflows/messages';
import { feedWorkflowId, taskQueues, workflowTypes } from '../../../src/workflows/names';
import { testContext } from '../../stack/test-context';
import type { Rig } from './rig';

/** Of the sample company; JD Edwards has both, under the same names. */
export const vendorIds = ['562949953431313', '562949953431314'] as const;

/** A vendor of the sample company and its supplier in JD Edwards, linked, with the feed that carries what changes on either. */
export class LinkedVendor {
  readonly #rig: Rig;
  readonly #vendorId: string;
  readonly #supplier: string;

  private constructor(rig: Rig, vendorId: string, supplier: string) {
    this.#rig = rig;
    this.#vendorId = vendorId;
    this.#supplier = supplier;
  }

  /** Two of them. */
  static async link(rig: Rig): Promise<readonly [LinkedVendor, LinkedVendor]> {
    const { scope, test } = rig;
    const [one, other] = [await LinkedVendor.#of(rig, vendorIds[0]), await LinkedVendor.#of(rig, vendorIds[1])];
    await rig.changeSettings({
      jde: {
        suppliers: { inactiveMeans: 'never', createSuppliers: 'all', ownVendors: [], organisations: ['C'] },
      },
      vendors: { externalKeyMeans: 'none', import: { byItself: true, mayChange: 100 } },
    });
    for (const { vendorId, supplier } of [one, other].map((linked) => linked.#pair())) {
      await test.store.inTenant(scope.tenantId, async (tx) => {
        const party = await tx.parties.ofVendor(scope, vendorId);
        await tx.parties.link(scope, party.id, { number: supplier, taxId: '' });
      });
    }
    const request = { ...scope, acceptMissing: false };
    await rig.activities.sweepSuppliers(request);
    await rig.activities.sweepVendors(request);
    await rig.activities.matchCompanies(scope);
    await closeMatching(await testContext(test, { identity: 'C. Controller', role: 'operator' }));
    await rig.activities.discoverProjects(scope);
    await one.poll();
    return [one, other];
  }

  static async #of(rig: Rig, vendorId: string): Promise<LinkedVendor> {
    const name = String((await vendorOf(rig, vendorId))['name']);
    const number = (await rig.table('F0101', { ALPH: name }))[0]?.['AN8'];
    if (number === undefined) throw new Error(`JD Edwards has no ${name}`);
    return new LinkedVendor(rig, vendorId, number);
  }

  #pair() {
    return { vendorId: this.#vendorId, supplier: this.#supplier };
  }

  /** As on the next day: both sides are read whole. */
  async poll(): Promise<void> {
    const { client, scope, test } = this.#rig;
    await test.store.inTenant(scope.tenantId, async (tx) => {
      const feed = await tx.feeds.find(scope, '', 'suppliers');
      if (feed === null) throw new Error('there is no feed of suppliers');
      await tx.feeds.moveWatermark(feed, { ...supplierWatermark(feed.watermark), wholeAt: null });
    });
    await client.workflow.execute(workflowTypes.pollFeed, {
      workflowId: `${feedWorkflowId(scope.connectionId, '', 'suppliers')}-${String(Date.now())}`,
      taskQueue: taskQueues.documents,
      args: [{ ...scope, projectId: '', erp: 'jde', feed: 'suppliers' } satisfies FeedRef],
    });
  }

  get importId(): string {
    return `${workflowTypes.supplierImport}/${this.#rig.scope.connectionId}`;
  }

  async workflowId(): Promise<string> {
    const { scope, test } = this.#rig;
    const { id } = await test.store.inTenant(scope.tenantId, (tx) => tx.parties.ofVendor(scope, this.#vendorId));
    const found = (await this.#rig.documents('vendor')).find(({ sourceId }) => sourceId === id);
    if (found === undefined) throw new Error(`vendor ${this.#vendorId} has no document`);
    return found.workflowId;
  }

  async phoneInJde(PH1: string): Promise<void> {
    const row = { AN8: this.#supplier, IDLN: '0', CNLN: '0', RCK7: '1' };
    const [there] = await this.#rig.table('F0115', row);
    if (there === undefined) await this.#rig.control('jde', 'POST', 'tables/F0115', { ...row, PHTP: '', AR1: '', PH1 });
    else await this.#rig.control('jde', 'PATCH', 'tables/F0115', { where: row, set: { PH1 } });
  }

  /** Vendors that are not settled. */
  async openDocuments(): Promise<number> {
    return (await this.#rig.documents('vendor')).filter(({ open }) => open).length;
  }

  async edit(change: object): Promise<void> {
    await this.#rig.control('procore', 'PATCH', `vendors/${this.#vendorId}`, change);
  }

  /** As each side shows it. */
  async phones(): Promise<{ readonly procore: unknown; readonly jde: unknown }> {
    const [row] = await this.#rig.table('F0115', { AN8: this.#supplier, CNLN: '0' });
    return { procore: (await vendorOf(this.#rig, this.#vendorId))['business_phone'], jde: row?.['PH1'] };
  }

  /** Calls that wrote on either side. */
  async writes(): Promise<{ readonly procore: number; readonly jde: number }> {
    const count = async (system: 'procore' | 'jde', name: string): Promise<number> => {
      const { counts } = (await this.#rig.control(system, 'GET', 'calls')) as { counts: Record<string, string> };
      return Number(counts[name] ?? '0');
    };
    return {
      procore: await count('procore', 'PATCH /rest/v1.0/vendors/sync'),
      jde: await count('jde', 'orchestrator:PC_UPSERT_VENDOR'),
    };
  }
}

async function vendorOf(rig: Rig, vendorId: string): Promise<Readonly<Record<string, unknown>>> {
  const vendors = (await rig.control('procore', 'GET', 'records/vendors')) as Readonly<Record<string, unknown>>[];
  return vendors.find((one) => String(one['id']) === vendorId) ?? {};
}
