import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures that live in the database. */
export interface Figures {
  readonly overdueNotEscalated: number;
  readonly outboxWaiting: number;
  readonly erasuresNotDone: number;
  readonly reviewsOverdue: number;
}

/** What the program tells Prometheus. Labels are codes from closed sets, never ids, references or places. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'status'>;
  readonly overdueNotEscalated: Gauge;
  readonly outboxWaiting: Gauge;
  readonly erasuresNotDone: Gauge;
  readonly reviewsOverdue: Gauge;
  /** Asked for the figures that live in the database, at each scrape. */
  measure(figures: () => Promise<Figures>): void;
}

/** The metrics of this process. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let ask: (() => Promise<Figures>) | null = null;
  let figures: Figures | null = null;
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
    erasuresNotDone: new Gauge({
      name: 'samleng_erasures_not_done',
      help: 'Cases that could not be erased and files of erased cases still there; must be 0',
      registers: [registry],
      collect() {
        this.reset();
        if (figures) this.set(figures.erasuresNotDone);
      },
    }),
    reviewsOverdue: new Gauge({
      name: 'samleng_reviews_overdue',
      help: 'Sensitive accesses that no second person reviewed within two working days; must be 0',
      registers: [registry],
      collect() {
        this.reset();
        if (figures) this.set(figures.reviewsOverdue);
      },
    }),
    measure(asked) {
      ask = asked;
    },
  };
}
