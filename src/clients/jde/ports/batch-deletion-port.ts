import type { BatchDeletionBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';

/** Rows of a voucher of ours that the processor has not taken, deleted. */
export function batchDeletionPort({ batchDeletion }: JdeConnection): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) looks.push(await batchDeletion.look(one.key, one.body as BatchDeletionBody));
      return looks;
    },
    send: (one) => batchDeletion.send(one.body as BatchDeletionBody),
  };
}
