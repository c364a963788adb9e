import { heartbeat } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { toFailure } from '../activities/to-failure';

const heartbeatEveryMs = 5_000;

/** Around every activity: heartbeats, so that a worker that died is noticed within seconds, and failures by their table. */
export class ActivityInterceptor implements ActivityInboundCallsInterceptor {
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const timer = setInterval(() => heartbeat(), heartbeatEveryMs);
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error);
    } finally {
      clearInterval(timer);
    }
  }
}
