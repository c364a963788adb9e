import type { ProcorePort } from '../../clients/procore/procore-port';
import { equals, isDecimalText, sum } from '../../domain/money/money';
import type {
  ProcoreItemPackage,
  ProcoreRequisition,
  ProcoreRequisitionItem,
} from '../../domain/procore/procore-documents';
import { lineAmount, type ChangeOrderLine } from '../../domain/requisition/prorate-change-order';
import { linesOfPackage } from '../change-order/lines-of-package';
import { unlessRefused } from './project-codes';

/** The change order that an item stands for. */
interface ChangeOrder {
  /** Of its package; `cco-` and the id of the commitment change order while that is in no package. */
  readonly packageId: string;
  readonly lines: readonly ChangeOrderLine[];
}

interface Named {
  readonly contractId: string | null;
  readonly title: string | null;
  readonly number: string | null;
}

/**
 * Which change orders the rows of a requisition stand for as a whole, by item id: as `change_order_items` has them, else
 * by the requisition's `item_packages` that fit. A row of which neither says it is not here.
 */
export async function wholeChangeOrders(
  procore: ProcorePort,
  requisition: ProcoreRequisition,
): Promise<ReadonlyMap<string, ChangeOrder>> {
  const whole = requisition.items.filter((item) => item.itemType === 'whole_change_order_item');
  const found = new Map<string, ChangeOrder>();
  if (whole.length === 0) return found;
  const { projectId } = requisition;
  const packageOf = packagesByItem(
    await procore.changeOrderItems({ projectId, requisitionId: requisition.id }),
    requisition,
  );
  for (const item of whole) {
    const packageId = item.changeOrderPackageId ?? packageOf.get(item.id);
    if (packageId == null || packageId.startsWith('cco-')) continue;
    const contractId = requisition.commitmentId;
    found.set(item.id, { packageId, lines: await linesOfPackage(procore, { projectId, contractId, packageId }) });
  }
  const rest = whole.filter((item) => !found.has(item.id));
  if (rest.length === 0) return found;
  const { candidates, refusal } = await candidatesOf(procore, requisition);
  const fits = (item: ProcoreRequisitionItem): Candidate[] =>
    candidates.filter((one) => isNamed(item, one, rest.length === 1 && candidates.length === 1) && isSum(item, one));
  for (const item of rest) {
    const [own, other] = fits(item);
    const isShared = rest.some((another) => another !== item && own !== undefined && fits(another).includes(own));
    if (own !== undefined && other === undefined && !isShared) found.set(item.id, own);
  }
  if (refusal !== null && rest.some((item) => !found.has(item.id))) throw refusal;
  return found;
}

/**
 * The published list has only `change_order_item` and does not say the type. So an id that an item of another type has
 * too says nothing.
 */
function packagesByItem(
  rows: Awaited<ReturnType<ProcorePort['changeOrderItems']>>,
  { items }: ProcoreRequisition,
): ReadonlyMap<string, string | null> {
  const isClear = (id: string): boolean => items.filter((item) => item.id === id).length === 1;
  return new Map(
    rows
      .filter(({ id, itemType }) => itemType === 'whole_change_order_item' || (itemType === null && isClear(id)))
      .map((row) => [row.id, row.changeOrderPackageId]),
  );
}

type Candidate = ChangeOrder & { readonly itemPackage: ProcoreItemPackage };

interface Candidates {
  readonly candidates: readonly Candidate[];
  /** The commitment change orders may not be listed: nothing is known of them. */
  readonly refusal: Error | null;
}

/**
 * Whether `change_order_id` is a package or a commitment change order is not settled: what fits is taken. The list of the
 * latter is documented for projects of one and two tiers only (reference 12.2); where it is refused a package may serve.
 */
async function candidatesOf(procore: ProcorePort, requisition: ProcoreRequisition): Promise<Candidates> {
  const { projectId, commitmentId, itemPackages } = requisition;
  const listed = itemPackages.filter((one) => one.changeOrderId !== null);
  if (listed.length === 0) return { candidates: [], refusal: null };
  let refusal: Error | null = null;
  const changeOrders =
    (await unlessRefused(
      () => procore.commitmentChangeOrders({ projectId, contractId: commitmentId }),
      (error) => (refusal = error),
    )) ?? [];
  const candidates: Candidate[] = [];
  for (const itemPackage of listed) {
    const id = itemPackage.changeOrderId ?? '';
    const isIt = (one: Named): boolean => one.contractId === commitmentId && isCalled(one, itemPackage);
    const shown = await procore.showChangeOrderPackage({ projectId, packageId: id });
    const listedOne = changeOrders.find((one) => one.id === id && isIt(one));
    const isPackage = shown !== null && isIt(shown);
    if (isPackage === (listedOne !== undefined)) continue;
    if (isPackage) {
      candidates.push({
        itemPackage,
        packageId: id,
        lines: await linesOfPackage(procore, {
          ...{ projectId, contractId: commitmentId, packageId: id },
          known: shown.lineItems,
        }),
      });
    } else if (listedOne !== undefined) {
      const lines = await procore.commitmentChangeOrderLines({ projectId, commitmentChangeOrderId: id });
      candidates.push({ itemPackage, packageId: listedOne.legacyPackageId ?? `cco-${id}`, lines });
    }
  }
  return { candidates, refusal };
}

function isCalled(one: Omit<Named, 'contractId'>, other: Omit<Named, 'contractId'>): boolean {
  const [title, otherTitle] = [one.title?.trim(), other.title?.trim()];
  if (title && otherTitle) return title === otherTitle;
  return Boolean(one.number) && one.number === other.number;
}

/** An item tells its change order by its description; the only one needs to tell nothing. */
function isNamed(item: ProcoreRequisitionItem, { itemPackage }: Candidate, isOnly: boolean): boolean {
  if (isOnly) return true;
  const description = (item.descriptionOfWork ?? '').toLowerCase();
  return [itemPackage.title, itemPackage.number].some((name) => {
    const text = name?.trim().toLowerCase() ?? '';
    return text !== '' && description.includes(text);
  });
}

function isSum({ scheduledValue }: ProcoreRequisitionItem, { lines }: Candidate): boolean {
  const amounts = lines.map(lineAmount);
  if (scheduledValue === null || lines.length === 0 || !isDecimalText(scheduledValue)) return false;
  return amounts.every((amount) => amount !== null) && equals(scheduledValue, sum(amounts));
}
