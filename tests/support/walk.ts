import type { Page } from 'playwright-core';

/** What a person answers. */
export interface Walk {
  readonly topic: string;
  readonly programme: string | null;
  readonly category: string;
  readonly narrative: string;
  readonly identity: 'named' | 'anonymous';
}

export const ordinaryWalk: Walk = {
  topic: 'mother',
  programme: 'FP-PWC',
  category: 'PAY-NOT',
  narrative: 'ខ្ញុំមិនបានទទួលប្រាក់ ៣ ខែហើយ ចាប់តាំងពីខែសីហា។ ភ្នាក់ងារប្រាប់ថា ឈ្មោះខ្ញុំមិនមានក្នុងបញ្ជី។',
  identity: 'named',
};

/** Goes from the first question to the check, by the form alone. `stop` is called on every question; the walk ends when it says 'enough'. */
export async function walkToCheck(
  page: Page,
  base: string,
  walk: Walk,
  stop: (name: string) => Promise<'enough' | void>,
): Promise<void> {
  const next = async () => {
    await page.click('button.govuk-button[value="next"]');
    await page.waitForLoadState();
  };
  const pick = async (name: string, value: string) =>
    page.check(`input[name="${name}"][value="${value}"]`, { force: true });
  await page.goto(`${base}/complaints/new`);
  if ((await stop('topic')) === 'enough') return;
  await pick('topic', walk.topic);
  await next();
  if (walk.programme !== null) {
    if ((await stop('programme')) === 'enough') return;
    await pick('programme', walk.programme);
    await next();
  }
  if ((await stop('problem')) === 'enough') return;
  await pick('category', walk.category);
  await next();
  if ((await stop('province')) === 'enough') return;
  await pick('province', '12');
  await next();
  if ((await stop('district')) === 'enough') return;
  await pick('district', '1201');
  await next();
  if ((await stop('commune')) === 'enough') return;
  await pick('commune', '120101');
  await next();
  if ((await stop('story')) === 'enough') return;
  await page.fill('textarea[name="narrative"]', walk.narrative);
  await next();
  if ((await stop('files')) === 'enough') return;
  await next();
  if ((await stop('about')) === 'enough') return;
  await next();
  if ((await stop('remedy')) === 'enough') return;
  await page.fill('textarea[name="remedySought"]', 'សូមបើកប្រាក់ដែលខកខាន។');
  await next();
  if ((await stop('identity')) === 'enough') return;
  await pick('identity', walk.identity);
  await next();
  if (walk.identity === 'named') {
    if ((await stop('person')) === 'enough') return;
    await page.fill('input[name="complainant.name"]', 'សុខ សុភា');
    await pick('complainant.sex', 'female');
    await next();
    if ((await stop('contact')) === 'enough') return;
    await pick('complainant.contact.channel', 'sms');
    await page.fill('input[name="complainant.phone"]', '០១២ ៣៤៥ ៦៧៨');
    await pick('complainant.contact.safe', 'yes');
    await next();
  }
  await stop('check');
}
