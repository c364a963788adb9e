import type { ErpGateway } from '../../clients/erp-gateway';
import { lookalikes } from '../../domain/jde/lookalikes';
import type { VoucherBody } from '../../domain/jde/posting-body';
import type { Scope } from '../../store/scope';
import type { UncomparedVoucher } from '../../store/ledger/lookalikes';
import type { ActivityPorts } from '../ports';

const vouchersAtOnce = 20;
const dayMs = 86_400_000;
/** An invoice that was typed in under another spelling carries much the same date. */
const daysBefore = 60;
const mostDays = 400;

interface Voucher {
  readonly posting: UncomparedVoucher;
  readonly body: VoucherBody;
}

/**
 * Notes for the reviewer, once for each delivered voucher, which other vouchers of its supplier look like the same
 * invoice (accounting 2). One read for twenty of them, apart from the search that decides about sending: that one keeps
 * to its two columns, and neither what is found here nor a failure stops anything.
 */
export async function noteLookalikes(
  ports: ActivityPorts,
  scope: Scope,
  gateway: ErpGateway,
  postings: readonly UncomparedVoucher[],
): Promise<void> {
  const { store } = ports;
  const vouchers: Voucher[] = [];
  for (const posting of postings) {
    const body = await store.sealed.open<VoucherBody>(scope.tenantId, 'posting', posting.body);
    vouchers.push({ posting, body });
  }
  for (let at = 0; at < vouchers.length; at += vouchersAtOnce) {
    const some = vouchers.slice(at, at + vouchersAtOnce);
    const suppliers = some.flatMap(({ body }) => (body.kind === 'voucher' ? [body.supplier] : []));
    const others =
      suppliers.length === 0 ? [] : await gateway.readSupplierVouchers(suppliers, daysBack(some, new Date()));
    for (const { posting, body } of some) {
      const foreign = others.filter((other) => other.erpKey !== posting.erpKey);
      const found = body.kind === 'voucher' ? lookalikes(body, foreign) : [];
      await store.inTenant(scope.tenantId, async (tx) => {
        const document = await tx.documents.lock(posting.documentId);
        await tx.lookalikes.note(posting.id, found);
        if (found.length === 0) return;
        await tx.audit(document, 'voucher.lookalikes', { erpKey: posting.erpKey, lookalikes: found });
      });
    }
  }
}

function daysBack(vouchers: readonly Voucher[], now: Date): number {
  const dates = vouchers.flatMap(({ body }) => (body.kind === 'voucher' ? [Date.parse(body.invoiceDate)] : []));
  const age = Math.ceil((now.getTime() - Math.min(...dates)) / dayMs);
  return Math.min(mostDays, Math.max(0, age) + daysBefore);
}
