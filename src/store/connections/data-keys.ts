import type { DataKeyRotationStore, WrappedDataKey } from '../../crypto/data-key-store';
import type { Database, Trx } from '../database';

/** Wrapped data keys of the tenants. They are useless without the master key. */
export function dataKeys(database: Database): DataKeyRotationStore {
  const all = async (trx: Trx, tenantId: string): Promise<WrappedDataKey[]> => {
    const rows = await trx.selectFrom('data_key').selectAll().where('tenant_id', '=', tenantId).execute();
    return rows.map((row) => ({
      keyId: row.key_id,
      version: row.version,
      masterKeyId: row.master_key_id,
      wrapped: row.wrapped,
    }));
  };
  const insert = (tenantId: string, key: WrappedDataKey): Promise<WrappedDataKey[]> =>
    database.inTenant(tenantId, async (trx) => {
      await trx
        .insertInto('data_key')
        .values({
          tenant_id: tenantId,
          key_id: key.keyId,
          version: key.version,
          master_key_id: key.masterKeyId,
          wrapped: key.wrapped,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return all(trx, tenantId);
    });
  return {
    load: (tenantId) => database.inTenant(tenantId, (trx) => all(trx, tenantId)),
    insertFirst: insert,
    insertNext: insert,
    replaceWrapping: (tenantId, fromMasterKeyId, rewrapped) =>
      database.inTenant(tenantId, async (trx) => {
        const result = await trx
          .updateTable('data_key')
          .set({ wrapped: rewrapped.wrapped, master_key_id: rewrapped.masterKeyId })
          .where('tenant_id', '=', tenantId)
          .where('key_id', '=', rewrapped.keyId)
          .where('master_key_id', '=', fromMasterKeyId)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
  };
}
