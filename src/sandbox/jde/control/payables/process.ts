import { z } from 'zod';
import { runVoucherProcessor } from '../../batch/voucher-processor';
import type { SandboxState } from '../../sandbox-state';
import { CLERK } from './voucher';

export const processSchema = z.strictObject({
  edus: z.string().default(''),
  edbt: z.string().default(''),
  mode: z.enum(['proof', 'final']),
});

/** AP runs R04110ZA and waits for it: `messages` is what the report prints. */
export function processBatch(state: SandboxState, order: z.infer<typeof processSchema>): object {
  const run = { ediUser: order.edus, ediBatch: order.edbt, mode: order.mode, user: CLERK } as const;
  return { messages: runVoucherProcessor(state, run) };
}
