import { isOfSubject } from '../domain/holds/cause-key';
import { Repositories } from './repositories';
import type { Scope } from './scope';
import type { TenantSeal } from './tenant-seal';

/** Runs `work` in one transaction that sees only this tenant's rows; it is undone when `work` throws. */
export type UnitOfWork = <T>(tenantId: string, work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What an audit entry is about: a document, or a connection as a whole. */
export interface AuditSubject {
  readonly connectionId: string;
  readonly kind?: string;
  readonly sourceId?: string;
}

/** One transaction on behalf of one tenant and one actor: the repositories, and what concerns several of them. */
export class Tx extends Repositories {
  /** The tenant's bodies. */
  get sealed(): TenantSeal {
    return this.context.sealed;
  }

  /** Appends to the audit trail. The last of all locks (design 6): nothing else is locked after it. */
  audit(
    about: AuditSubject,
    act: string,
    facts: Readonly<Record<string, unknown>>,
    extra: { readonly payloadHash?: string } = {},
  ): Promise<void> {
    const { connectionId, kind, sourceId } = about;
    return this.auditTrail.append({
      act,
      connectionId,
      ...(kind === undefined ? {} : { documentKind: kind }),
      ...(sourceId === undefined ? {} : { sourceId }),
      facts,
      ...extra,
    });
  }

  /** Marks the causes as mended and releases the holds that wait for them. Gives how many. */
  async mended(scope: Scope, causes: readonly string[]): Promise<number> {
    return (await this.mending(scope, causes, () => Promise.resolve())).released;
  }

  /**
   * Marks the causes, does `work` that mends them, then releases the holds that wait for them. Version rows are locked
   * before documents and these before holds (design 6), so whatever locks a document belongs into `work`. When `work` gives
   * null, nothing was mended, and nothing is released.
   */
  async mending<T>(
    scope: Scope,
    causes: readonly string[],
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly released: number }> {
    await this.versionRows.touch(scope, causes);
    await this.erpFacts.outdate(scope, causes.filter(isOfSubject));
    const result = await work();
    return { result, released: result === null ? 0 : await this.holds.releaseByCause(scope, causes) };
  }
}
