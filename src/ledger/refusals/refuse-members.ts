import { keptBy } from '../../domain/holds/cause-key';
import type { MemberProblems } from '../../domain/posting/look';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';
import type { LedgerRequest, Member } from '../ledger-request';
import { wake } from '../sharing';

type Planned = Pick<Member, 'documentId' | 'planId' | 'hintNo'>;

interface Told extends Pick<MemberProblems, 'problems'> {
  readonly member: Planned;
}

/** The members that are named, each with what is wrong with it. */
export function membersNamed(
  members: readonly (Planned & Pick<Member, 'name'>)[],
  refused: readonly MemberProblems[],
): readonly Told[] {
  return members.flatMap((member) => {
    const own = refused.find(({ name }) => name === member.name);
    return own === undefined ? [] : [{ member, problems: own.problems }];
  });
}

/** In one statement, with the run that they waited for. */
export function lockTold(tx: Tx, run: Pick<DocumentRow, 'id'>, told: readonly Told[]): Promise<DocumentRow[]> {
  return tx.documents.lockAll([run.id, ...told.map(({ member }) => member.documentId)]);
}

/**
 * Each of them looks again, and its pass ends in a hold that says so. Whoever was heard of since then does so anyway, and is not
 * what was refused. They must be locked.
 */
export async function refuseMembers(tx: Tx, locked: readonly DocumentRow[], told: readonly Told[]): Promise<void> {
  for (const { member, problems } of told) {
    const document = locked.find(({ id }) => id === member.documentId);
    if (document?.planId !== member.planId || document.hintNo !== member.hintNo) continue;
    await tx.runs.noteRefusal(document.id, { planId: member.planId, problems });
    await wake(tx, document);
  }
}

/**
 * A run was refused for some of its documents, and nothing of it can come any more: its name is given up, and each of them is told.
 * Nothing is done once somebody else went on with it.
 */
export async function giveUpFor(
  store: Store,
  { document, plan, step, members }: Pick<LedgerRequest, 'document' | 'plan' | 'step' | 'members'>,
  posting: PostingRow,
  refused: readonly MemberProblems[],
): Promise<void> {
  await store.inTenant(document.tenantId, async (tx) => {
    const { result: row } = await tx.mending(document, keptBy(posting), async () => {
      const told = membersNamed(members?.all ?? [], refused);
      const locked = await lockTold(tx, document, told);
      const moved = await tx.postings.move(posting, 'rejected', { leaseMs: null });
      if (moved !== null) await refuseMembers(tx, locked, told);
      return moved;
    });
    if (row === null) return;
    const facts = { key: row.key, planId: plan.id, ordinal: row.ordinal, documents: refused.map(({ name }) => name) };
    await tx.audit(document, `${step.step}.refusedFor`, facts);
  });
}
