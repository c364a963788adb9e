import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readJournalStanding } from '../postings/journal-standing';
import type { ControlRow } from '../tables/control-row';
import { bodyOf } from './search-port';
import { lookAtVouchers } from './voucher-looks';

/** Where the journal of a proof's batch stands. */
async function lookAtJournal(controlRow: ControlRow, key: string, body: ProcessorRunBody): Promise<Look> {
  const { ediUser, ediBatch, ediTransaction, company, journal } = body;
  const batch = { ediUser, ediBatch, ediTransaction };
  const standing = await readJournalStanding(controlRow, batch, {
    company,
    documentType: journal?.documentType ?? '',
  });
  const found = standing === null ? [] : [{ ...standing, stageWord: '', missing: [], shown: null, facts: {} }];
  return { key, found, strangers: [], running: false };
}

/**
 * Proof runs of the batch processor: they check the rows of one voucher's or journal's batch and leave them where they are. There
 * is nothing of a proof to be found again, so a look tells where its voucher stands.
 */
export function processorProofPort({ processorRuns, controlRow }: JdeConnection): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      for (const one of of) {
        const body = bodyOf<ProcessorRunBody>(one);
        if (body.journal !== undefined) looks.push(await lookAtJournal(controlRow, one.key, body));
      }
      const vouchers = of.map((one) => ({ key: one.key, body: bodyOf<ProcessorRunBody>(one) }));
      const wanted = vouchers.filter(({ body }) => body.journal === undefined);
      if (wanted.length === 0) return looks;
      const own = wanted.map(({ key, body }) => ({ key, voucher: { ...body, erpKey: body.ediTransaction } }));
      return [...looks, ...(await lookAtVouchers(controlRow, own))];
    },
    send: (one) => processorRuns.send({ ...bodyOf<ProcessorRunBody>(one), mode: 'proof' }),
  };
}
