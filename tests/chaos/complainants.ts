import { randomUUID } from 'node:crypto';

/** What a complainant was told. */
export interface Told {
  readonly reference: string;
  readonly receipt: string;
}

export interface Load {
  /** What each complainant holds in hands, by the key under which it was sent. */
  readonly told: ReadonlyMap<string, Told>;
  /** Requests that came to nothing and were sent again. */
  readonly sentAgain: number;
}

let people = 0;

/** A complaint about identification, which begins at the commune, by somebody who wants to be told by e-mail. */
export function aComplaint(): Readonly<Record<string, unknown>> {
  people += 1;
  return {
    language: 'en',
    programme: 'IDPOOR',
    category: 'TGT-EXC',
    place: '120101',
    narrative: `We were left out of the list. ${people}`,
    identity: 'named',
    complainant: {
      name: `Sok Chan ${people}`,
      email: `person${people}@example.test`,
      contact: { channel: 'email', safe: true },
    },
  };
}

/**
 * Complainants who file as the web page or a partner does: each under a key of their own, and again under the same key
 * until there is an answer.
 * @param urls doors, used in turn
 */
export async function fileUnderLoad(
  urls: readonly string[],
  count: number,
  onFiled: (soFar: number) => void = () => undefined,
): Promise<Load> {
  const told = new Map<string, Told>();
  let sentAgain = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const number = (next += 1);
      const key = randomUUID();
      const body = JSON.stringify(aComplaint());
      const giveUpAt = performance.now() + 90_000;
      for (let attempt = 0; ; attempt += 1) {
        const answer = await send(urls[(number + attempt) % urls.length] ?? '', key, body);
        if (answer) {
          told.set(key, answer);
          onFiled(told.size);
          break;
        }
        sentAgain += 1;
        if (performance.now() > giveUpAt) throw new Error('a complainant got no answer in 90 s');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return { told, sentAgain };
}

async function send(url: string, key: string, body: string): Promise<Told | null> {
  try {
    const response = await fetch(`${url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body,
      signal: AbortSignal.timeout(15_000),
    });
    const answer = (await response.json()) as Told;
    if (response.status === 201) return answer;
    if (response.status < 500) throw new Refused(`${response.status} ${JSON.stringify(answer)}`);
    return null;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

class Refused extends Error {}

/** Complainants who look with reference and receipt. @returns references that were not there */
export async function notFound(url: string, load: Load): Promise<string[]> {
  const missing: string[] = [];
  for (const { reference, receipt } of load.told.values()) {
    const response = await fetch(`${url}/api/v1/complaints/lookup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reference, receipt }),
    });
    await response.text();
    if (response.status !== 200) missing.push(`${reference}: ${response.status}`);
  }
  return missing;
}
