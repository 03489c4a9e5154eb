import type { FieldFault } from '../kernel/errors.ts';
import { dayFrom, optionalEmail, optionalPhone, optionalRiel } from './form.ts';
import type { Form } from './form.ts';
import type { SentFields } from './sent-fields.ts';
import { latinDigits } from './text.ts';

/** Reads the fields of a form one by one and collects what is wrong with them. */
export class FieldReader {
  readonly faults: FieldFault[] = [];
  readonly #fields: SentFields;

  constructor(fields: SentFields) {
    this.#fields = fields;
  }

  fault(field: string, code: string): void {
    this.faults.push({ field, code });
  }

  /** Text, or null when nothing was written. */
  optional(name: string, most = 10_000): string | null {
    const typed = this.#fields.one(name);
    if ([...typed].length > most) this.faults.push({ field: name, code: 'too_long', params: { max: most, most } });
    return typed === '' ? null : typed;
  }

  text(name: string, most = 10_000): string {
    const typed = this.optional(name, most);
    if (typed === null) this.fault(name, 'required');
    return typed ?? '';
  }

  choice<const V extends readonly string[]>(name: string, values: V): V[number] {
    const typed = this.#fields.one(name);
    if (!values.includes(typed)) this.fault(name, 'choose');
    return typed as V[number];
  }

  /** One of what the page lists; the use case knows which there are. */
  chosen(name: string): string {
    const typed = this.optional(name, 60);
    if (typed === null) this.fault(name, 'choose');
    return typed ?? '';
  }

  /** One of two radios. */
  isYes(name: string): boolean {
    return this.choice(name, ['yes', 'no']) === 'yes';
  }

  ticked(name: string): boolean {
    return this.#fields.one(name) === 'yes';
  }

  all(name: string): readonly string[] {
    return this.#fields.all(name);
  }

  /** Each line that is not empty. */
  lines(name: string): readonly string[] {
    return (this.optional(name) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** `YYYY-MM-DD`, or null when all three parts are empty. */
  optionalDay(name: string): string | null {
    const [day, month, year] = ['day', 'month', 'year'].map((part) => this.#fields.one(`${name}.${part}`)) as [
      string,
      string,
      string,
    ];
    const found = dayFrom(day, month, year);
    if (found === null) this.fault(name, 'date');
    return found === '' ? null : found;
  }

  day(name: string): string {
    const found = this.optionalDay(name);
    if (found === null && !this.faults.some((fault) => fault.field === name)) this.fault(name, 'date');
    return found ?? '2000-01-01';
  }

  /** Time of day in Phnom Penh, `HH:MM`; Khmer digits are fine. */
  time(name: string): string {
    const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(latinDigits(this.#fields.one(name)).trim());
    if (!found) this.fault(name, 'time');
    return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2]}` : '00:00';
  }

  phone(name: string): string | null {
    const typed = this.#fields.one(name);
    if (!optionalPhone().safeParse(typed).success) this.fault(name, 'phone');
    return typed === '' ? null : typed;
  }

  email(name: string): string | null {
    const typed = this.#fields.one(name);
    if (!optionalEmail().safeParse(typed).success) this.fault(name, 'email');
    return typed === '' ? null : typed;
  }

  riel(name: string): number | null {
    const found = optionalRiel().safeParse(this.#fields.one(name));
    if (!found.success) this.fault(name, 'riel');
    return found.success ? found.data : null;
  }

  /** A whole number from 1 to `most`; Khmer digits are fine. */
  count(name: string, most: number): number {
    const found = Number(latinDigits(this.#fields.one(name)).trim());
    if (!Number.isInteger(found) || found < 1 || found > most) this.fault(name, 'count');
    return found;
  }
}

/** A form that is read field by field. */
export function readForm<T>(read: (of: FieldReader) => T): Form<T> {
  return {
    parse(fields) {
      const reader = new FieldReader(fields);
      const value = read(reader);
      return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, value };
    },
  };
}

/** A moment of a day in Phnom Penh. */
export function momentOf(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+07:00`);
}
