import type { ProcoreRequisitionItem } from './procore-documents';

type KeyedItem = Pick<
  ProcoreRequisitionItem,
  'id' | 'itemType' | 'lineItemId' | 'detailLineItemId' | 'changeOrderPackageId'
>;

/** Names an item across the requisitions of its commitment; null when Procore gave nothing that does. */
export function itemKey(item: KeyedItem): string | null {
  const id = identityOf(item);
  return id === null ? null : `${item.itemType}:${id}`;
}

/** The key of one code of a change order that is split. The sub job stands before the code where there is one. */
export function splitItemKey(
  key: string,
  codes: { readonly subJob: string; readonly costCode: string; readonly costType: string },
): string {
  const subJob = codes.subJob === '' ? '' : `${codes.subJob}:`;
  return `${key}/${subJob}${codes.costCode}.${codes.costType}`;
}

/** The item a split key belongs to; an unsplit key is its own. */
export function unsplitItemKey(key: string): string {
  const slash = key.indexOf('/');
  return slash === -1 ? key : key.slice(0, slash);
}

function identityOf(item: KeyedItem): string | null {
  switch (item.itemType) {
    case 'contract_detail_item':
      // v1.1 lists may name only the contract line; two details of one line are then refused as duplicates.
      return item.detailLineItemId ?? item.lineItemId;
    case 'whole_change_order_item':
      return item.changeOrderPackageId ?? item.id;
    default:
      return item.lineItemId;
  }
}
