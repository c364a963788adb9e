import { takesSupplierChanges } from '../../domain/vendor/takes-supplier-changes';
import { fieldsToErp, inForm, type ConfirmedCarry } from '../../domain/vendor/carry/confirmed-carry';
import { conflictMark } from '../../domain/vendor/conflict-problem';
import type { FieldConflict } from '../../domain/vendor/import/field-conflict';
import { keptAsChosen } from '../../domain/vendor/import/kept-base';
import { supplierWatermark } from '../../domain/vendor/import/supplier-watermark';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { requireMatched } from './matching/matching-state';

/** Whose value counts of a field of which a person is asked. */
export interface SideChosen {
  /** In Procore. */
  readonly vendorId: string;
  readonly field: string;
  readonly take: 'erp' | 'procore';
  /** The mark of what was shown. */
  readonly shown: string;
  readonly note: string;
  /** What it rests on, besides the note: a mail, a file, a number. */
  readonly evidence?: string;
}

export interface TakenSide {
  readonly supplier: string;
  /**
   * `toProcore`: written there by the next plan. `toErp`: given to be written on the supplier. `agreedToDiffer`: nothing can be written, and
   * both stay as they are until one changes again.
   */
  readonly becomes: 'toProcore' | 'toErp' | 'agreedToDiffer';
}

/** A person takes one side of a field on which a linked vendor and its supplier differ, as it was shown; refused where that is another by now. */
export async function chooseSide(context: ConnectionContext, choice: SideChosen): Promise<TakenSide> {
  const { store, ports, connection, actor } = context;
  const { vendorId, field, take, note, evidence = '' } = choice;
  requireMatched(connection);
  if (note.trim() === '') throw new ActionError('badInput', 'a note must say why', { field: 'note' });
  const isWritable = takesSupplierChanges(await ports.erp(connection));
  return store.inTenant(connection.tenantId, async (tx) => {
    await tx.matches.lock(connection);
    const { partyId, kept, conflict } = await conflictOf(tx, connection, choice);
    if (take === 'procore') requireFree(connection, conflict);
    const fields = take === 'procore' && isWritable ? fieldsOf(conflict) : null;
    await tx.vendorBases.keep(connection, new Map([[vendorId, keptAsChosen(kept, conflict, take)]]));
    if (fields !== null) {
      const before = await tx.vendorBases.carry(connection, vendorId);
      await tx.vendorBases.giveToCarry(connection, vendorId, {
        ...{ supplier: kept.supplier, at: await tx.vendorBases.now(), by: actor.identity },
        fields: { ...before?.fields, ...fields },
      });
    }
    if (take === 'erp') await noteAsChanged(tx, connection, kept.supplier);
    const { tenantId, connectionId } = connection;
    await tx.documents.hint(await tx.documents.see({ tenantId, connectionId }, { kind: 'vendor', sourceId: partyId }));
    await tx.audit({ connectionId, kind: 'vendor', sourceId: vendorId }, 'vendor.sideTaken', {
      ...{ supplier: kept.number, field, why: conflict.why, take, shown: choice.shown },
      ...{ note, evidence, role: actor.role },
    });
    const becomes = take === 'erp' ? 'toProcore' : fields === null ? 'agreedToDiffer' : 'toErp';
    return { supplier: kept.number, becomes };
  });
}

async function conflictOf(tx: Tx, connection: Connection, { vendorId, field, shown }: SideChosen) {
  const party = await tx.parties.find(connection, vendorId);
  const kept = await tx.vendorBases.find(connection, vendorId);
  const conflict = kept?.conflicts?.find((one) => one.field === field);
  if (party?.erpNumber == null || kept?.number !== party.erpNumber || conflict === undefined) {
    throw refused(`nobody is asked about ${field} of vendor ${vendorId}`);
  }
  if (conflictMark(conflict) !== shown) {
    throw refused(`${field} of vendor ${vendorId} is not how it was shown: "hold show" shows it anew`);
  }
  const open = (await tx.vendorImports.unsettled(connection)).find(({ row }) => row.vendor === vendorId);
  if (open !== undefined) {
    const plan = String(open.plan);
    throw refused(
      `plan ${plan} of vendors is writing on vendor ${vendorId}, or was interrupted at it: "vendor import apply ${plan}" settles it, then ask again`,
    );
  }
  return { partyId: party.id, kept, conflict };
}

/** A field that is put back to the ERP's value by a setting cannot be Procore's. */
function requireFree({ settings }: Connection, { parts }: FieldConflict): void {
  const enforced = settings.vendors?.import?.enforce ?? [];
  const kept = parts.find(({ part }) => enforced.some((one) => one === part));
  if (kept === undefined) return;
  throw refused(`${kept.part} is put back to the ERP's value by vendors.import.enforce; take it out there first`);
}

/** Null: JD Edwards takes no such field from here, and what is empty in Procore empties nothing. */
function fieldsOf({ parts }: FieldConflict): ConfirmedCarry['fields'] | null {
  const fields = parts.flatMap(({ part, erp, procore }) => {
    const field = fieldsToErp.find((one) => one === part);
    if (field === undefined || inForm(field, procore) === '') return [];
    return [[field, { from: inForm(field, erp), to: inForm(field, procore) }] as const];
  });
  return fields.length === parts.length ? Object.fromEntries(fields) : null;
}

/** The feed carries it with its next poll, where the ERP tells what changed; else with the next whole reading. */
async function noteAsChanged(tx: Tx, connection: Connection, supplier: string): Promise<void> {
  const { tenantId, connectionId } = connection;
  const feed = await tx.feeds.find({ tenantId, connectionId }, '', 'suppliers');
  if (feed === null) return;
  const watermark = supplierWatermark(feed.watermark);
  await tx.feeds.moveWatermark(feed, { ...watermark, pending: [...new Set([...watermark.pending, supplier])] });
}

function refused(why: string): ActionError {
  return new ActionError('refused', `${why}. Nothing was changed`);
}
