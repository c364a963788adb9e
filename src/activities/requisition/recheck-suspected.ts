import type { ErpGateway } from '../../clients/erp-gateway';
import type { FoundPosting } from '../../domain/posting/found-posting';
import type { Problem } from '../../domain/holds/hold-reason';
import type { PostingBody } from '../../domain/jde/posting-body';
import { resume } from '../../domain/holds/remedy';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';
import { referenceText } from '../../ledger/reference-text';
import { searchPosting } from '../../ledger/search-posting';

/** Looks closely at the postings that `findDuplicates` pointed at; gives what is wrong, and clears the others. */
export async function recheckSuspected(
  store: Store,
  gateway: () => Promise<ErpGateway>,
  document: Pick<DocumentRow, 'id' | 'tenantId'>,
): Promise<Problem[]> {
  const suspected = await store.inTenant(document.tenantId, (tx) => tx.suspicions.of(document.id));
  const problems: Problem[] = [];
  for (const posting of suspected) {
    const body =
      posting.body === null ? null : await store.sealed.open<PostingBody>(document.tenantId, 'posting', posting.body);
    const result = body === null ? null : await searchPosting(await gateway(), body);
    const live = (result?.found ?? []).filter((one) => !one.voided);
    if (live.length > (posting.state === 'confirmed' ? 1 : 0)) {
      problems.push(problemOf(posting, live));
      continue;
    }
    const reference = posting.state === 'confirmed' ? (live[0]?.reference ?? null) : null;
    await store.inTenant(document.tenantId, (tx) => tx.suspicions.clear(posting.id, reference));
  }
  return problems;
}

function problemOf(posting: PostingRow, live: readonly FoundPosting[]): Problem {
  const texts = live.map((one) => referenceText(one)).join('; ');
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: posting.step,
    value: posting.erpKey,
    message:
      posting.state === 'confirmed'
        ? `The ERP has ${live.length} documents under one key of ours: ${texts}.`
        : `The ERP shows ${texts} under a key of ours that counts as ${posting.state}: it came late.`,
    remedies: [
      {
        act: 'inErp',
        text:
          posting.state === 'confirmed'
            ? 'Void all but one of them in the ERP'
            : 'Compare it with what was posted in its place, and void the one too many in the ERP',
        andThen: resume,
      },
    ],
  };
}
