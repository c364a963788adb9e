import { metricLabel } from './metric-label';
import { Metrics } from './metrics';

describe('Metrics', () => {
  test('each family shows what was counted, under our prefix', async () => {
    const metrics = new Metrics();
    metrics.webhookAnswered('stored', 12);
    metrics.erpCalled('jde', { connectionId: 'c1', kind: 'dataService', outcome: 'outcomeUnknown', durationMs: 300 });
    metrics.procoreCalled({ connectionId: 'c1', kind: 'listRequisitions', outcome: 'throttled', durationMs: 90 });
    metrics.webhookTakenIn('unknownProject');
    metrics.setWaitingEvents({ new: 3, failing: 1, oldestMs: 1_500 });
    metrics.setOutbox({ pending: 4, dead: 1, oldestPendingMs: 2_500 });
    metrics.setWebhookHooks({ heard: 2, silent: 1 });
    metrics.setPostings({ confirmed: 7, uncertain: 1 });
    metrics.setHolds({ unmappedCostCode: 2 });
    const { body, contentType } = await metrics.scrape();
    expect(contentType).toMatch(/^text\/plain/);
    for (const line of [
      'ml_connector_webhook_answers_total{answer="stored"} 1',
      'ml_connector_webhook_answer_seconds_bucket{le="0.025"} 1',
      'ml_connector_erp_call_seconds_count{erp="jde",connection="c1",kind="dataService",outcome="outcomeUnknown"} 1',
      'ml_connector_procore_call_seconds_count{connection="c1",kind="listRequisitions",outcome="throttled"} 1',
      'ml_connector_webhook_events_total{outcome="unknownProject"} 1',
      'ml_connector_webhook_events_waiting{state="failing"} 1',
      'ml_connector_webhook_events_oldest_waiting_seconds 1.5',
      'ml_connector_outbox_rows{state="dead"} 1',
      'ml_connector_outbox_oldest_pending_seconds 2.5',
      'ml_connector_webhook_hooks{state="silent"} 1',
      'ml_connector_postings{state="confirmed"} 7',
      'ml_connector_holds_open{reason="unmappedCostCode"} 2',
    ]) {
      expect(body).toContain(`${line}\n`);
    }
  });

  test('a reason that no longer holds anything vanishes', async () => {
    const metrics = new Metrics();
    metrics.beforeScrape(async () => metrics.setHolds({ tax: 1 }));
    metrics.setHolds({ unmappedCostCode: 2 });
    const { body } = await metrics.scrape();
    expect(body).toContain('reason="tax"');
    expect(body).not.toContain('unmappedCostCode');
  });

  test('a label that is no single word or id becomes "other", and such values add up', async () => {
    const metrics = new Metrics();
    metrics.setHolds({ 'Acme Concrete, Inc.': 1, '9000.00': 2 });
    expect((await metrics.scrape()).body).toContain('ml_connector_holds_open{reason="other"} 3\n');
    expect(['9000', '-5', 'a b', '', 'x'.repeat(65)].map(metricLabel)).toEqual(Array(5).fill('other'));
    expect(['tax', 'c1', '0f8b2c1e-77aa-4b1e-9d59-000000000001'].map(metricLabel)).not.toContain('other');
  });

  test('a scrape whose rows cannot be read fails', async () => {
    const metrics = new Metrics();
    metrics.beforeScrape(() => Promise.reject(new Error('database away')));
    await expect(metrics.scrape()).rejects.toThrow('database away');
  });

  test('process metrics are there when asked for', async () => {
    expect((await new Metrics({ process: true }).scrape()).body).toContain('process_cpu_user_seconds_total');
    expect((await new Metrics().scrape()).body).not.toContain('process_cpu');
  });
});
