import type { ErpGateway, VoucherKey } from '../../clients/erp-gateway';
import { minus, sum } from '../../domain/money/money';
import type { VoucherBody } from '../../domain/jde/posting-body';
import type { Tx } from '../../store/unit-of-work';
import type { Scope } from '../../store/scope';

/** The pay status of a retained pay item (UDC 00/PS). */
const retained = 'R';

/** A voucher of ours with a retained pay item, and how much of it was sent so. */
export interface RetainedVoucher {
  readonly key: VoucherKey;
  readonly retained: string;
}

export interface RetainageStanding {
  /** Still open with pay status R. */
  readonly open: string;
  /** Sent with it and no longer open with it: only what AP does moves this, since a further voucher adds to both. */
  readonly letGo: string;
}

export async function retainedVouchers(tx: Tx, scope: Scope, commitmentId: string): Promise<RetainedVoucher[]> {
  const vouchers: RetainedVoucher[] = [];
  for (const document of await tx.documents.ofCommitment(scope, commitmentId)) {
    for (const { step, state, body: sealed } of await tx.postings.of(document.id)) {
      if (step !== 'voucher' || state !== 'confirmed' || sealed === null) continue;
      const body = await tx.sealed.open<VoucherBody>('posting', sealed);
      if (body.kind !== 'voucher') continue;
      const items = body.payItems.filter((item) => item.payStatus === retained);
      if (items.length === 0) continue;
      const { erpKey, ediUser, ediBatch, supplier, company, invoiceNumber } = body;
      const key = { erpKey, ediUser, ediBatch, supplier, company, invoiceNumber };
      vouchers.push({ key, retained: sum(items.map((item) => item.amount)) });
    }
  }
  return vouchers;
}

/** As the ledger of the ERP shows it now, by group of vouchers. What is only in the batch tables is not there yet. */
export async function readRetainageStandings<Group>(
  gateway: ErpGateway,
  groups: ReadonlyMap<Group, readonly RetainedVoucher[]>,
): Promise<ReadonlyMap<Group, RetainageStanding>> {
  const keys = [...groups.values()].flat().map((voucher) => voucher.key);
  const states = keys.length === 0 ? [] : await gateway.readOpenRetainage(keys);
  const openOf = new Map(states.map((state) => [state.erpKey, state.open]));
  const standings = [...groups].map(([group, vouchers]): [Group, RetainageStanding] => {
    const standing = vouchers.flatMap(({ key, retained: sent }) => {
      const open = openOf.get(key.erpKey);
      return open === undefined ? [] : [{ open, letGo: minus(sent, open) }];
    });
    return [group, { open: sum(standing.map((one) => one.open)), letGo: sum(standing.map((one) => one.letGo)) }];
  });
  return new Map(standings);
}
