import { confirmedOf, fieldsApart, fieldsToErp, type FieldApart } from '../../../domain/vendor/carry/confirmed-carry';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import type { ConnectionContext } from '../../context';
import { ActionError } from '../../action-error';
import { requireMatched } from '../matching/matching-state';

export interface CarriedVendor {
  readonly supplier: string;
  /** Fields of which Procore shows a value and the ERP another. */
  readonly apart: readonly FieldApart[];
  /** Those that are confirmed by this. */
  readonly confirmed: readonly string[];
}

/**
 * What of a linked vendor is another than of its supplier; with `fields` a person confirms that these are written there: the workflow of the
 * vendor does it, and what either side shows otherwise by then is left.
 */
export async function carryVendor(
  context: ConnectionContext,
  vendorId: string,
  fields: readonly string[] | null,
): Promise<CarriedVendor> {
  const { store, ports, connection, actor } = context;
  requireMatched(connection);
  const unknown = fields?.find((field) => !fieldsToErp.some((one) => one === field));
  if (unknown !== undefined) {
    throw new ActionError('badInput', `field "${unknown}": expected some of ${fieldsToErp.join(', ')}`, {
      field: 'fields',
    });
  }
  const enforced = connection.settings.vendors?.import?.enforce ?? [];
  const kept = fields?.find((field) => enforced.some((one) => one === field));
  if (kept !== undefined) {
    throw new ActionError(
      'refused',
      `${kept} is put back to the ERP's value by vendors.import.enforce; take it out there first`,
    );
  }
  const party = await store.inTenant(connection.tenantId, (tx) => tx.parties.find(connection, vendorId));
  const number = party?.erpNumber ?? null;
  if (party === null || number === null || party.procoreVendorId !== vendorId) {
    throw new ActionError(
      'refused',
      `vendor ${vendorId} is not the one that a link with a supplier stands on ("vendor list")`,
    );
  }
  const supplier = await supplierOf(context, number);
  const vendor = await (await ports.procore(connection)).findVendor({ vendorId });
  if (vendor === null) throw new ActionError('notFound', `Procore shows no vendor ${vendorId}`);
  const apart = fieldsApart(supplier, vendor);
  const view = { supplier: number, apart: apart.map(withoutTaxId) };
  if (fields === null) return { ...view, confirmed: [] };
  const chosen = apart.filter(({ field }) => fields.includes(field));
  const alike = fields.find((field) => !chosen.some((one) => one.field === field));
  if (alike !== undefined) {
    throw new ActionError('refused', `${alike} has no other value in Procore than in the ERP; nothing was confirmed`);
  }
  await store.inTenant(connection.tenantId, async (tx) => {
    const at = await tx.vendorBases.now();
    const before = await tx.vendorBases.carry(connection, vendorId);
    const said = { ...before?.fields, ...confirmedOf(chosen) };
    const carry = { supplier: supplier.id, at, by: actor.identity, fields: said };
    if (!(await tx.vendorBases.giveToCarry(connection, vendorId, carry))) {
      throw new ActionError('refused', `nothing was agreed for vendor ${vendorId} yet: "vendor import plan" first`);
    }
    const { tenantId, connectionId } = connection;
    const document = await tx.documents.see({ tenantId, connectionId }, { kind: 'vendor', sourceId: party.id });
    await tx.documents.hint(document);
    await tx.audit({ connectionId, kind: 'vendor', sourceId: vendorId }, 'vendor.carryConfirmed', {
      supplier: number,
      fields: chosen.map(({ field }) => field),
    });
  });
  return { ...view, confirmed: chosen.map(({ field }) => field) };
}

/** Of a tax id no more is shown than tells two apart. */
function withoutTaxId(one: FieldApart): FieldApart {
  if (one.field !== 'taxId') return one;
  const masked = (text: string): string => (text === '' ? '' : `*****${text.slice(-4)}`);
  return { ...one, erp: masked(one.erp), procore: masked(one.procore) };
}

/** As it stands now. */
async function supplierOf({ ports, connection }: ConnectionContext, number: string): Promise<CompanyRecord> {
  const erp = await ports.erp(connection);
  if (erp.planners.vendor === undefined || erp.suppliers?.changes === undefined) {
    throw new ActionError('refused', `${erp.words.name} takes no changes of suppliers from here: make them there`);
  }
  const [supplier] = await erp.suppliers.changes.byIds([number], '');
  if (supplier === undefined) throw new ActionError('notFound', `the ERP shows no supplier ${number}`);
  return supplier;
}
