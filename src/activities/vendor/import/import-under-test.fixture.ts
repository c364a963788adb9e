import { testContext } from '../../../../test/stack/test-context';
import { closeMatching } from '../../../application/vendors/matching/close-matching';
import { causeKey } from '../../../domain/holds/cause-key';
import { COMPANY } from '../../../sandbox/procore/fixtures/tiny-sandbox.fixture';
import { openTwoSides } from '../matching/two-sides.fixture';
import { createApplyVendorImport } from './apply-import';
import { createPlanVendorImport } from './plan-import';

export type ImportUnderTest = Awaited<ReturnType<typeof openImport>>;

interface Given {
  readonly import?: Readonly<Record<string, unknown>>;
  readonly isClosed?: boolean;
  readonly sides?: Pick<NonNullable<Parameters<typeof openTwoSides>[0]>, 'jde' | 'jdeSuppliers' | 'jdePosting'>;
}

/** Both sides with their small companies, matched and closed: three suppliers belong, and no vendor is like one. */
export async function openImport({ import: settings = {}, isClosed = true, sides = {} }: Given = {}) {
  const on = await openTwoSides({ ...sides, vendors: { import: { mayChange: 100, ...settings } } });
  const { acme, scope, ports, procore } = on;
  const step = { ...scope, taken: [], actor: 'C. Controller' };
  await on.match();
  if (isClosed) await closeMatching(await testContext(acme, { identity: 'C. Controller', role: 'operator' }));
  const rows = (plan: number) =>
    acme.store.inTenant(scope.tenantId, (tx) => tx.vendorImports.rows({ connectionId: scope.connectionId, plan }));
  const good = async (answer: Promise<{ readonly status: number; readonly text: string }>): Promise<void> => {
    const { status, text } = await answer;
    if (status >= 300) throw new Error(text);
  };
  const listed = async (path: string) => (await procore.get(path)).json as Readonly<Record<string, unknown>>[];
  return {
    ...on,
    rows,
    plan: async (taken: readonly string[] = []) => {
      await on.match();
      return createPlanVendorImport(ports)({ ...step, taken, acceptChanges: false });
    },
    apply: async (plan: number, acceptChanges = false) => {
      await on.match();
      return createApplyVendorImport(ports)({ ...step, plan, acceptChanges });
    },
    /** As a retry of the activity, which reads neither side whole again. */
    applyAgain: (plan: number) => createApplyVendorImport(ports)({ ...step, plan, acceptChanges: false }),
    /** Each row in a line: act or reason, number of the supplier, fields, outcome. */
    told: async (plan: number) =>
      (await rows(plan)).map(({ row, outcome }) =>
        [row.reason ?? row.act, row.number, row.changes.map(({ field }) => field).join(','), outcome ?? '-'].join(' '),
      ),
    words: async (plan: number) => (await rows(plan)).map(({ row, told }) => `${row.why}${told}`),
    link: (vendor: string, number: string) =>
      acme.store.inTenant(scope.tenantId, async (tx) => {
        const { id } = await tx.parties.ofVendor(scope, vendor);
        await tx.mending(scope, [causeKey.vendor(id)], () => tx.parties.link(scope, id, { number, taxId: '' }));
      }),
    linked: () => acme.store.inTenant(scope.tenantId, (tx) => tx.parties.primaries(scope)),
    fault: (fault: object) => good(procore.control('POST', '/faults', fault)),
    answers: (settings: object) => good(procore.control('PUT', '/settings', settings)),
    vendors: async () => [
      ...(await listed(`/rest/v1.0/vendors?company_id=${COMPANY}&per_page=100`)),
      ...(await listed(`/rest/v1.0/companies/${COMPANY}/vendors/inactive?per_page=100`)),
    ],
    vendor: async (number: string) =>
      (await listed(`/rest/v1.0/vendors?company_id=${COMPANY}&per_page=100`)).find(
        (one) => one['origin_code'] === number,
      ),
    /** How often vendors were written by sync. */
    syncs: async () => {
      const { counts } = (await procore.control('GET', '/calls')).json as { counts: Record<string, string> };
      return Number(counts['PATCH /rest/v1.0/vendors/sync'] ?? '0');
    },
  };
}
