import type { Page } from 'playwright-core';

/** One answer after another, as a person gives them; `stop` is called on every question before it is answered. */
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

/** Goes from the first question to the check, by the form alone. */
export async function walkToCheck(
  page: Page,
  base: string,
  walk: Walk,
  stop: (name: string) => Promise<void>,
): Promise<void> {
  const next = async () => {
    await page.click('button.govuk-button[value="next"]');
    await page.waitForLoadState();
  };
  const pick = async (name: string, value: string) =>
    page.check(`input[name="${name}"][value="${value}"]`, { force: true });
  await page.goto(`${base}/complaints/new`);
  await stop('topic');
  await pick('topic', walk.topic);
  await next();
  if (walk.programme !== null) {
    await stop('programme');
    await pick('programme', walk.programme);
    await next();
  }
  await stop('problem');
  await pick('category', walk.category);
  await next();
  await stop('province');
  await pick('province', '12');
  await next();
  await stop('district');
  await pick('district', '1201');
  await next();
  await stop('commune');
  await pick('commune', '120101');
  await next();
  await stop('story');
  await page.fill('textarea[name="narrative"]', walk.narrative);
  await next();
  await stop('about');
  await next();
  await stop('remedy');
  await page.fill('textarea[name="remedySought"]', 'សូមបើកប្រាក់ដែលខកខាន។');
  await next();
  await stop('identity');
  await pick('identity', walk.identity);
  await next();
  if (walk.identity === 'named') {
    await stop('person');
    await page.fill('input[name="complainant.name"]', 'សុខ សុភា');
    await pick('complainant.sex', 'female');
    await next();
    await stop('contact');
    await pick('complainant.contact.channel', 'sms');
    await page.fill('input[name="complainant.phone"]', '០១២ ៣៤៥ ៦៧៨');
    await pick('complainant.contact.safe', 'yes');
    await next();
  }
  await stop('check');
}
