import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { readTextBody } from '../http/read-text-body';
import { answerError } from './gate/answer-error';
import { ApiError } from './gate/api-error';
import { bearerToken } from './gate/bearer-token';
import { applyFaults } from './control/apply-faults';
import type { CallLog } from './control/call-log';
import type { Faults } from './control/fault';
import { RateLimiter } from './gate/rate-limiter';
import { answerThrottled, setLimitHeaders } from './gate/limit-answers';
import { changeOrderRoutes } from './routes/change-orders/change-orders';
import { otherTierRoutes } from './routes/change-orders/other-tiers';
import { commitmentWriteRoutes } from './routes/commitments/commitment-writes';
import { commitmentRoutes } from './routes/commitments/commitments';
import { commitmentV2Routes } from './routes/commitments/commitments-v2';
import { companyAndProjectRoutes } from './routes/company-and-projects';
import { budgetRoutes } from './routes/cost-codes/budget';
import { projectCostCodeRoutes } from './routes/cost-codes/project-cost-codes';
import { standardCostCodeRoutes } from './routes/cost-codes/standard-cost-codes';
import { wbsRoutes } from './routes/cost-codes/wbs-codes';
import { contractPaymentRoutes } from './routes/contract-payments/contract-payments';
import { costStructureRoutes } from './routes/cost-structure';
import { directCostRoutes } from './routes/direct-costs/direct-costs';
import { hookDeliveryRoutes } from './routes/hooks/hook-deliveries';
import { hookTriggerRoutes } from './routes/hooks/hook-triggers';
import { hookRoutes } from './routes/hooks/hooks';
import { hookV2Routes } from './routes/hooks/hooks-v2';
import { triggerV2Routes } from './routes/hooks/triggers-v2';
import { oauthRoutes } from './routes/oauth';
import { requisitionItemRoutes } from './routes/requisitions/requisition-items';
import { requisitionRoutes } from './routes/requisitions/requisitions';
import { insuranceRoutes } from './routes/vendors/insurances';
import { vendorWriteRoutes } from './routes/vendors/vendor-writes';
import { vendorRoutes } from './routes/vendors/vendors';
import type { SandboxContext } from './sandbox-context';

/** The order matters: the log sees everything, limit headers stand on every answer, faults strike before any rule. */
export function apiApp(context: SandboxContext, faults: Faults, calls: CallLog): Express {
  const limiter = new RateLimiter(context.settings.quota, context.now);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(calls.middleware());
  app.use((_request, response, next) => {
    response.set('Date', context.now().toUTCString()).set('x-request-id', randomUUID());
    setLimitHeaders(response, limiter.state());
    next();
  });
  app.use(readTextBody());
  app.use(
    applyFaults({
      queue: faults,
      throttle: (response, fault) => {
        const resetMs = context.now().getTime() + (fault.delayMs ?? context.settings.quota.spikeWindowMs);
        const resetUnixSeconds = Math.ceil(resetMs / 1000);
        answerThrottled(response, { ...limiter.state(), remaining: 0, resetUnixSeconds }, context.now());
      },
      onFault: (request, fault) => calls.noteFault(request, fault.kind),
    }),
  );
  app.use(oauthRoutes(context));
  app.use('/rest', (_request, response, next) => {
    const state = limiter.take();
    setLimitHeaders(response, state);
    if (state.exceeded) {
      answerThrottled(response, state, context.now());
      return;
    }
    next();
  });
  app.use('/rest', guard(context));
  const vendors = [vendorRoutes, vendorWriteRoutes, insuranceRoutes];
  const routes = [companyAndProjectRoutes, ...vendors, costStructureRoutes, commitmentRoutes];
  const more = [
    commitmentWriteRoutes,
    commitmentV2Routes,
    changeOrderRoutes,
    otherTierRoutes,
    requisitionRoutes,
    requisitionItemRoutes,
    directCostRoutes,
    contractPaymentRoutes,
  ];
  const codes = [standardCostCodeRoutes, projectCostCodeRoutes, wbsRoutes, budgetRoutes];
  for (const makeRoutes of [
    ...codes,
    ...routes,
    ...more,
    hookRoutes,
    hookTriggerRoutes,
    hookDeliveryRoutes,
    hookV2Routes,
    triggerV2Routes,
  ]) {
    app.use(makeRoutes(context));
  }
  app.use((request: Request) => {
    throw ApiError.notFound(`a route for ${request.method} ${request.path}`);
  });
  app.use(answerError);
  return app;
}

/** Token first, then the company header; the list of companies works for an app that is not connected. */
function guard(context: SandboxContext) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (context.tokens.valid(bearerToken(request) ?? '') === undefined) {
      throw ApiError.unauthorised('The access token is missing, expired or revoked.');
    }
    const companyId = request.get('procore-company-id') ?? '';
    if (companyId === '') {
      const text = 'Missing Procore-Company-Id header! Every call needs the id of the company that it is about.';
      response.status(400).type('text/plain').end(text);
      return;
    }
    const isCompanyList = request.originalUrl.split('?', 1)[0] === '/rest/v1.0/companies';
    if (companyId !== context.store.companyId() && !isCompanyList) {
      throw ApiError.forbidden('App is not connected to this company.');
    }
    next();
  };
}
