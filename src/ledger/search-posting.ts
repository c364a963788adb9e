import type { ErpGateway, SearchResult } from '../clients/erp-gateway';
import type { PostingBody } from '../domain/jde/posting-body';

/** What stands in the ERP for an order, voucher or journal as it was sent; null for what is no document there. */
export async function searchPosting(gateway: ErpGateway, body: PostingBody): Promise<SearchResult | null> {
  switch (body.kind) {
    case 'purchaseOrder':
      return gateway.purchaseOrder.search(body);
    case 'voucher':
      return gateway.voucher.search(body);
    case 'journal':
      return gateway.journal.search(body);
    case 'processorRun':
    case 'orderCancel':
    case 'vendor':
      return null;
  }
}
