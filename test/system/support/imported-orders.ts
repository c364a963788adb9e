import { workedProjectId } from './added-contracts';
import { fusionVendor } from './fusion-rig';
import type { Rig } from './rig';

const inTenant = ({ test, scope }: Rig) => {
  const store = test.store.as('test');
  return ((work) => store.inTenant(scope.tenantId, work)) as <T>(
    work: Parameters<typeof store.inTenant<T>>[1],
  ) => Promise<T>;
};

/** As the run that makes cost codes of accounts leaves one of the worked project; `flatCode` as `26-010.S`. */
export async function publishAccount(rig: Rig, printed: string, flatCode: string): Promise<void> {
  const codes = (await rig.control('procore', 'GET', 'records/wbs_codes')) as Record<
    string,
    { id: string; flat_code: string }[]
  >;
  const found = codes[workedProjectId]?.find(({ flat_code }) => flat_code === flatCode);
  if (found === undefined) throw new Error(`no code ${flatCode}`);
  const [code = '', costType = ''] = flatCode.split('.');
  const link = { level: 'wbs', code, costType, procoreId: found.id, name: null, account: printed } as const;
  await inTenant(rig)((tx) =>
    tx.mending(rig.scope, [`account:${printed}`], () =>
      tx.costCodeLinks.keep(rig.scope, workedProjectId, [{ ...link, code: `${code} ${printed}`, inactivated: false }]),
    ),
  );
}

/** The vendor of the tests is linked with its supplier. */
export async function linkSupplier(rig: Rig): Promise<void> {
  await inTenant(rig)(async (tx) => {
    const party = await tx.parties.ofVendor(rig.scope, fusionVendor.id);
    await tx.mending(rig.scope, [`supplier:${fusionVendor.supplierNumber}`], () =>
      tx.parties.link(rig.scope, party.id, { number: fusionVendor.supplierNumber, taxId: '' }),
    );
  });
}
