import { randomUUID } from 'node:crypto';

const narrative =
  'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភសម្រាប់ស្ត្រីមានផ្ទៃពោះ ចាប់តាំងពីខែកញ្ញាមក។ ខ្ញុំបានទៅសួរនៅសាលាឃុំពីរដង ប៉ុន្តែគេប្រាប់ថាឱ្យរង់ចាំ។ ' +
  'ខ្ញុំមានប័ណ្ណសមធម៌ ហើយបានចុះឈ្មោះរួចហើយ។ សូមជួយពិនិត្យ និងដោះស្រាយជូនខ្ញុំផង។';

let made = 0;

/** A complaint as an ordinary citizen sends it: each another person and telephone, a Khmer text of some lines. */
export function aComplaint(of: { readonly category?: string; readonly programme?: string } = {}): string {
  made += 1;
  const number = String(10_000_000 + ((made * 7919) % 89_999_999));
  return JSON.stringify({
    language: 'km',
    programme: of.programme ?? 'FP-PWC',
    category: of.category ?? 'PAY-NOT',
    place: '120101',
    narrative,
    remedySought: 'សូមបើកប្រាក់ដែលនៅជំពាក់',
    identity: 'named',
    complainant: {
      name: `សុខ ចាន់ ${made}`,
      sex: 'female',
      birthYear: 1990,
      phone: `0${number}`,
      ids: { socialProtectionId: String(1_000_000_000 + made) },
      contact: { channel: 'sms', safe: true },
    },
  });
}

/** Header lines of a filing: each with a key of its own. */
export function filingHeaders(): string {
  return `idempotency-key: ${randomUUID()}\r\n`;
}
