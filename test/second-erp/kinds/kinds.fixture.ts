import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { creditor } from './creditor.fixture';
import { draftOrder } from './draft-order.fixture';
import { group } from './group.fixture';
import { invoice } from './invoice.fixture';
import { match } from './match.fixture';
import { submitOrder } from './submit-order.fixture';

/** Every kind of effect on Kontor. */
export const kontorKinds: readonly PostingKind[] = [draftOrder, submitOrder, invoice, match, group, creditor];
