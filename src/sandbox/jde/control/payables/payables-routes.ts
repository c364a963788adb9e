import { Router, type Request } from 'express';
import type { z } from 'zod';
import type { SandboxState } from '../../sandbox-state';
import { readOrder } from '../read-order';
import { correctRows, correctSchema, deleteRows, deleteRowsSchema, purgeRows, purgeSchema } from './batch-rows';
import { changeSchema, changeVoucher } from './change';
import { postJournals, postJournalsSchema, processJournals, voidJournal, voidJournalSchema } from './journals';
import { payVouchers, paySchema } from './payment';
import { postSchema, postVouchers } from './post';
import { processBatch, processSchema } from './process';
import { releaseRetainage, releaseSchema } from './release';
import { deleteSchema, deleteVoucher, voidSchema, voidVoucher } from './void';
import { paymentSchema, postPayment, voidPayment, voidPaymentSchema } from './void-payment';

/** `/control/ap` and `/control/journals`: what people do in JDE with what was written. */
export function payablesRoutes(state: SandboxState): Router {
  const router = Router();
  const play = <T>(path: string, schema: z.ZodType<T>, act: (state: SandboxState, order: T) => object): void => {
    router.post(`/control/${path}`, (request: Request, response) => {
      response.json(act(state, readOrder(schema, request)));
    });
  };
  play('ap/correct', correctSchema, correctRows);
  play('ap/delete-rows', deleteRowsSchema, deleteRows);
  play('ap/process', processSchema, processBatch);
  play('ap/purge', purgeSchema, purgeRows);
  play('ap/post', postSchema, postVouchers);
  play('ap/change', changeSchema, changeVoucher);
  play('ap/release', releaseSchema, releaseRetainage);
  play('ap/void', voidSchema, voidVoucher);
  play('ap/delete', deleteSchema, deleteVoucher);
  play('ap/pay', paySchema, payVouchers);
  play('ap/post-payment', paymentSchema, postPayment);
  play('ap/void-payment', voidPaymentSchema, voidPayment);
  play('journals/process', processSchema, processJournals);
  play('journals/post', postJournalsSchema, postJournals);
  play('journals/void', voidJournalSchema, voidJournal);
  return router;
}
