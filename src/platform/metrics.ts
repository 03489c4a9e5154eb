import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the program tells Prometheus. Labels are codes from closed sets, never ids, references or places. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'status'>;
  readonly overdueNotEscalated: Gauge;
  readonly outboxWaiting: Gauge;
  /** Asked for the figures that live in the database, at each scrape. */
  measure(figures: () => Promise<{ overdueNotEscalated: number; outboxWaiting: number }>): void;
}

/** The metrics of this process. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let ask: (() => Promise<{ overdueNotEscalated: number; outboxWaiting: number }>) | null = null;
  let figures: { overdueNotEscalated: number; outboxWaiting: number } | null = null;
  const overdueNotEscalated = new Gauge({
    name: 'samleng_overdue_not_escalated',
    help: 'Deadlines passed without escalation, notice or a place in the watched queue; must be 0',
    registers: [registry],
    async collect() {
      // A database that is away must not fail the scrape: the figure is then not told.
      figures = ask ? await ask().catch(() => null) : null;
      this.reset();
      if (figures) this.set(figures.overdueNotEscalated);
    },
  });
  return {
    registry,
    requests: new Histogram({
      name: 'samleng_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    overdueNotEscalated,
    outboxWaiting: new Gauge({
      name: 'samleng_outbox_waiting',
      help: 'Facts whose messages are not written yet',
      registers: [registry],
      collect() {
        this.reset();
        if (figures) this.set(figures.outboxWaiting);
      },
    }),
    measure(asked) {
      ask = asked;
    },
  };
}
