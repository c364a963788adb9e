import type { ProcessorRunBody } from '../../../domain/jde/bodies/posting-body';
import type { Look } from '../../../domain/posting/look';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { readJournalStanding } from '../postings/journal-standing';
import type { ControlRow } from '../tables/control-row';
import { voucherOfRun } from '../postings/processor-runs';
import { lookAtVouchers, type VoucherWanted } from './voucher-looks';

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
export function processorProofPort(jde: JdeConnection): PostingPort {
  return {
    look: async (of) => {
      const looks: Look[] = [];
      const vouchers: VoucherWanted[] = [];
      for (const one of of) {
        const body = one.body as ProcessorRunBody;
        if (body.journal !== undefined) looks.push(await lookAtJournal(jde.controlRow, one.key, body));
        else vouchers.push({ key: one.key, voucher: voucherOfRun(body, one), distribution: null });
      }
      return vouchers.length === 0 ? looks : [...looks, ...(await lookAtVouchers(jde, vouchers))];
    },
    send: (one) => jde.processorRuns.send({ ...(one.body as ProcessorRunBody), mode: 'proof' }),
  };
}
