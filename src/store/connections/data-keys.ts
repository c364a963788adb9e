import type { DataKeyRotationStore, WrappedDataKey } from '../../crypto/data-key-store';
import type { Database, Trx } from '../database';

/** Wrapped data keys of the tenants. They are useless without the master key. */
export function dataKeys(database: Database): DataKeyRotationStore {
  const all = async (trx: Trx, tenantId: string): Promise<WrappedDataKey[]> => {
    return trx
      .selectFrom('dataKey')
      .select(['keyId', 'version', 'masterKeyId', 'wrapped'])
      .where('tenantId', '=', tenantId)
      .execute();
  };
  const insert = (tenantId: string, key: WrappedDataKey): Promise<WrappedDataKey[]> =>
    database.inTenant(tenantId, async (trx) => {
      await trx
        .insertInto('dataKey')
        .values({
          tenantId,
          keyId: key.keyId,
          version: key.version,
          masterKeyId: key.masterKeyId,
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
          .updateTable('dataKey')
          .set({ wrapped: rewrapped.wrapped, masterKeyId: rewrapped.masterKeyId })
          .where('tenantId', '=', tenantId)
          .where('keyId', '=', rewrapped.keyId)
          .where('masterKeyId', '=', fromMasterKeyId)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),
  };
}
