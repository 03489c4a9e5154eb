import { tokenIn, unescaped, type aBrowser, type Fields } from '../support/staff-agent.ts';

/**
 * Presses the language switch of a page on which a form was refused, as a browser does: the form of the page that the
 * switch names is sent to where the switch says.
 * @returns the page in the other language
 */
export async function inOtherLanguage(
  browser: ReturnType<typeof aBrowser>,
  refused: { readonly status: number; readonly text: string },
  typed: Fields,
) {
  const html = refused.text;
  const [, form, to, name, value] =
    /<button class="switch" type="submit" form="([^"]+)" formaction="([^"]+)" formnovalidate name="([^"]+)" value="([^"]+)"/.exec(
      html,
    ) ?? [];
  expect([409, 422]).toContain(refused.status);
  expect(html.split(`<form id="${form ?? ''}"`)).toHaveLength(2);
  const sent = { _csrf: tokenIn(html), ...typed, [name ?? '']: value ?? '' };
  const answer = await browser.post(unescaped(to ?? ''), sent);
  expect([answer.status, answer.text.includes('govuk-error-summary')]).toEqual([200, false]);
  return answer.text;
}
