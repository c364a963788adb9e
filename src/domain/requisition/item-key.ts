import type { ProcoreRequisitionItem } from '../procore/procore-documents';

type KeyedItem = Pick<
  ProcoreRequisitionItem,
  'id' | 'itemType' | 'lineItemId' | 'detailLineItemId' | 'changeOrderPackageId'
>;

/**
 * Names an item across the requisitions of its commitment; null when Procore gave nothing that does. Ids that only other
 * calls give (`missingIdentity`) are worked with as if the item were new: whoever posts refuses it first.
 */
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
      // While it is not known, the item stands for itself alone: several details bill one line of the contract.
      return item.detailLineItemId ?? `item-${item.id}`;
    case 'whole_change_order_item':
      return item.changeOrderPackageId ?? `item-${item.id}`;
    default:
      return item.lineItemId;
  }
}

/** The member that names the item across requisitions, and the list that gives it, where it is not known. */
export function missingIdentity(item: KeyedItem): { readonly field: string; readonly list: string } | null {
  if (item.itemType === 'contract_detail_item' && item.detailLineItemId === null) {
    return { field: 'detail_line_item_id', list: 'contract_detail_items' };
  }
  if (item.itemType === 'whole_change_order_item' && item.changeOrderPackageId === null) {
    return { field: 'change_order_package_id', list: 'change_order_items' };
  }
  return null;
}

/** Whether only another call than the requisition's own says what identifies it. */
export function isIdentifiedElsewhere({ itemType }: Pick<KeyedItem, 'itemType'>): boolean {
  return itemType === 'contract_detail_item' || itemType === 'whole_change_order_item';
}
