// What the provider does with a book: host names, the price of its heads, and stopping its
// business.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './person.mjs';
import { asVisitor, examine } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');

async function confirm(page, sentence) {
  await dialogOf(page).getByRole('button', { name: sentence }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

test('the provider names a host, prices heads, and suspends and reopens a book', async () => {
  const admin = await Person.signIn('platform', 'admin');
  await admin.ask('POST', '/v1/books', {
    slug: 'breakwater',
    name: 'Breakwater',
    brand: { name: 'Breakwater', colour: '#1d4e89', mark: 'B' },
    currency: 'USD',
    time_zone: 'America/New_York',
    odds_format: 'american',
    operator_login: 'bella',
  });
  const status = async () =>
    (await admin.get('/v1/books')).items.find((one) => one.slug === 'breakwater').status;
  await asVisitor('platform', 'admin', {}, async ({ page, open }) => {
    await open('office/');
    await page.getByRole('link', { name: 'Breakwater', exact: true }).click();
    await page.getByText('Nothing is billed: no plan is set.').waitFor();
    await page.getByRole('button', { name: 'Set a plan' }).click();
    const plan = dialogOf(page);
    await plan.getByLabel('Price').fill('10');
    await plan.getByRole('button', { name: 'Add a tier' }).click();
    await plan.getByLabel('From head').nth(1).fill('51');
    assert.ok(await plan.getByRole('button', { name: /^Set the plan/ }).isDisabled());
    await plan.getByLabel('Price').nth(1).fill('7.50');
    await plan.getByLabel('At least, each week').fill('100');
    await examine(page, 'provider-plan');
    await confirm(page, 'Set the plan of Breakwater');
    await page.getByText('From head 51').waitFor();

    await page.getByLabel('Another host name').fill('Bets.Breakwater.example');
    await page.getByRole('button', { name: 'Let it lead here' }).click();
    await page.getByText('bets.breakwater.example', { exact: true }).waitFor();
    await examine(page, 'provider-book');
    await page.getByRole('button', { name: 'Take back bets.breakwater.example' }).click();
    await confirm(page, 'Take back bets.breakwater.example');
    await page.getByText('None yet. The book is found by its address.').waitFor();

    await page.getByRole('button', { name: 'Suspend' }).click();
    assert.ok(
      await dialogOf(page)
        .getByRole('button', { name: /^Suspend/ })
        .isDisabled(),
    );
    await dialogOf(page).getByLabel('Reason').fill('Licence under review');
    await confirm(page, 'Suspend Breakwater');
    await page.getByText('Suspended', { exact: true }).waitFor();
    assert.equal(await status(), 'suspended');
    await page.getByRole('button', { name: 'Reopen' }).click();
    await dialogOf(page).getByLabel('Reason').fill('Licence renewed');
    await confirm(page, 'Reopen Breakwater');
    await page.getByText('Open for business', { exact: true }).waitFor();
  });
  assert.equal(await status(), 'open');
  const { plan } = await admin.get('/v1/books/breakwater/head-plan');
  assert.deepEqual(
    [plan.tiers.map((tier) => [tier.from, tier.price.amount]), plan.minimum.amount],
    [
      [
        [1, 1_000],
        [51, 750],
      ],
      10_000,
    ],
  );
  assert.deepEqual((await admin.get('/v1/hosts')).items, []);
});
