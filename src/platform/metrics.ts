import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the program tells Prometheus. Labels are codes from closed sets, never ids, references or places. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'status'>;
  readonly jobs: Counter<'job' | 'outcome'>;
  readonly overdueNotEscalated: Gauge;
  readonly outboxWaiting: Gauge;
}

/** The metrics of this process. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'samleng_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    jobs: new Counter({
      name: 'samleng_jobs_total',
      help: 'Background jobs run',
      labelNames: ['job', 'outcome'],
      registers: [registry],
    }),
    overdueNotEscalated: new Gauge({
      name: 'samleng_overdue_not_escalated',
      help: 'Deadlines passed without escalation, notice or a place in the watched queue; must be 0',
      registers: [registry],
    }),
    outboxWaiting: new Gauge({ name: 'samleng_outbox_waiting', help: 'Facts not yet relayed', registers: [registry] }),
  };
}
