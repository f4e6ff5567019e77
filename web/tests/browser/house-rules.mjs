// Rules that the house writes itself: how sports are graded, cards and what they pay, and how the
// next bet of a player follows them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { bookedNumber, priceOf } from './slip.mjs';
import { asVisitor, examine, minor, phone, until } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');

/** Confirms the open dialog by its sentence and waits until it is gone. */
async function confirm(page, sentence) {
  await dialogOf(page).getByRole('button', { name: sentence }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

test('a rule of grading is changed and a published set adopted, as new versions', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const before = await dana.get('/v1/book/grading');
  const ruleOf = (sheet, key) => sheet.rules.find((one) => one.key === key).value;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=grading');
    const tennis = page.locator('.card', { has: page.getByRole('heading', { name: 'Tennis' }) });
    await tennis.getByLabel('A delayed match is played within').fill('72');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await dialogOf(page).getByText('72 hours').waitFor();
    await confirm(page, 'Set 1 values');
    await page.getByText(`Version ${before.version + 1} is in force.`).waitFor();
    await page.getByLabel('Adopt a published set').selectOption({ label: 'Tennis: A' });
    await dialogOf(page).getByText('is void', { exact: true }).waitFor();
    await examine(page, 'grading-adopt');
    await confirm(page, 'Set 1 values');
    await page.getByText(`Version ${before.version + 2} is in force.`).waitFor();
    await page.getByLabel('Adopt a published set').selectOption({ label: 'Tennis: A' });
    await dialogOf(page).getByText('Every rule of this set is in force already.').waitFor();
    await page.keyboard.press('Escape');
  });
  const after = await dana.get('/v1/book/grading');
  assert.equal(ruleOf(after, 'tennis.delay_hours'), '72');
  assert.equal(ruleOf(after, 'tennis.retirement'), 'any_retirement_void');
  const other = (sheet) => sheet.rules.filter((one) => !one.key.startsWith('tennis.'));
  assert.deepEqual(other(after), other(before));
});

test('a card is changed, and the next teaser of a player is priced by it', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const cardOf = async (code) =>
    (await dana.get('/v1/cards')).items.find((one) => one.code === code);
  const card = await cardOf('galaxy-football-7');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=cards');
    await page.getByRole('button', { name: `Change ${card.name}`, exact: true }).click();
    const dialog = dialogOf(page);
    const prices = dialog.getByLabel('What it pays');
    await prices.fill('2 to win');
    await dialog.getByText('Write each price as 3: 9/5.').waitFor();
    assert.ok(await dialog.getByRole('button', { name: /^Put up/ }).isDisabled());
    await prices.fill('2: 4/5\n3: 8/5\n4: 5/2');
    await examine(page, 'card-change');
    await confirm(page, `Put up ${card.name}`);
    await page.getByRole('row', { name: /2: 4\/5/ }).waitFor();
  });
  const changed = await cardOf(card.code);
  assert.equal(changed.version, card.version + 1);
  const fixtures = (await openFixtures(sam)).slice(0, 2);
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await open();
    for (const fixture of fixtures) await priceOf(page, fixture, 'spread', 'home').click();
    await page.locator('.slip-bar button').click();
    await page.getByRole('tab', { name: 'Teaser' }).click();
    await page.getByLabel('Card', { exact: true }).selectOption({ label: card.name });
    await page.getByText('2 selections pay 4/5.').waitFor();
    await page.locator('.amount input').fill('50');
    const place = page.locator('button.place');
    await until('the slip can be placed', async () => {
      const dead = await place.getAttribute('aria-disabled');
      return dead === null && / to win /.test(await place.innerText());
    });
    await examine(page, 'slip-teaser');
    await page.setViewportSize(phone);
    const [, risk, win] = /Risk ([\d.,]+) to win ([\d.,]+)/.exec(await place.innerText());
    assert.deepEqual([minor(risk), minor(win)], [5_000, 4_000]);
    await place.click();
    const number = await bookedNumber(page);
    const tickets = await sam.all('/v1/wagers?state=open');
    const ticket = tickets.find((one) => one.number === number);
    assert.deepEqual(
      [ticket.type, ticket.risk.amount, ticket.win.amount],
      ['teaser', 5_000, 4_000],
    );
    assert.deepEqual(
      [ticket.terms.card.code, ticket.terms.card.version],
      [card.code, card.version + 1],
    );
    for (const leg of ticket.legs) assert.ok(leg.gained, 'its line was moved');
  });
});
