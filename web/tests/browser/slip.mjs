// The player's slip as a hand uses it, on a phone.

import { marketOf } from './person.mjs';
import { until } from './visit.mjs';

/** The button of a selection; teams stand on the board once a week, so it looks in their row. */
export function priceOf(page, fixture, kind, side) {
  const who = { home: fixture.home.name, away: fixture.away.name }[side];
  const word = { over: 'Over', under: 'Under' }[side];
  const name = who ?? `${fixture.away.short} ${fixture.home.short} ${word}`;
  const what = { spread: 'spread', total: 'total', moneyline: 'money line' }[kind];
  const rotation = page.getByText(String(fixture.rotation_away), { exact: true });
  const row = page.locator('.fixture', { has: rotation });
  return row.getByRole('button', { name: `${name}, ${what}` });
}

/** Taps the prices, opens the slip and types the amount; returns the button that places. */
export async function fillSlip(page, picks, amount) {
  for (const { fixture, kind, side } of picks) await priceOf(page, fixture, kind, side).click();
  await page.locator('.slip-bar button').click();
  await page.locator('.amount input').fill(amount);
  const place = page.locator('button.place');
  await until('the slip can be placed', async () => {
    const dead = await place.getAttribute('aria-disabled');
    return dead === null && / to win /.test(await place.innerText());
  });
  return place;
}

/** The ticket number that the booked slip shows. */
export async function bookedNumber(page) {
  await page.getByRole('heading', { name: 'Booked' }).waitFor();
  return (await page.locator('.ticket-number .id').innerText()).trim();
}

export const spreadOf = (fixture) => ({ market: marketOf(fixture, 'spread'), side: 'home' });
