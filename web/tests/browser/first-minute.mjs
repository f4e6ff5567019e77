// The first minute of a new operator: an empty book, and every screen says what it is for and what
// to do next, until the first player is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person, provider } from './person.mjs';
import { onStage } from './stage.mjs';
import { asVisitor, look, until } from './visit.mjs';

const words = 'a lamp over the door';
const screens = [
  'ticker',
  'exposure',
  'writer',
  'cashier',
  'approvals',
  'disputes',
  'figures',
  'weeks',
  'deals',
  'reports',
  'messages',
];

test('an empty book says on every screen what to do, until somebody can bet', async () => {
  const admin = await provider();
  const { invitation_url: link } = await admin.ask('POST', '/v1/books', {
    slug: 'morning',
    name: 'Morning',
    brand: { name: 'Morning', colour: '#7a3cc2', mark: 'M' },
    currency: 'USD',
    time_zone: 'America/New_York',
    odds_format: 'american',
    operator_login: 'olga',
  });
  const { origin } = await onStage();
  const invited = Person.before('morning', origin);
  await invited.ask('POST', `/v1/invitations/${link.split('/').at(-1)}`, { password: words });
  const olga = await Person.signIn('morning', 'olga', words);
  await asVisitor('morning', null, { person: olga }, async (visitor) => {
    const { page, open } = visitor;
    await look(visitor, 'first-minute', 'office/', async () => {
      await page.getByRole('heading', { name: 'First steps' }).waitFor();
    });
    const steps = await page.locator('.first-steps a').evaluateAll((all) => all.map((a) => a.href));
    assert.equal(steps.length, 5);
    for (const href of steps) {
      await page.goto(href);
      await page.locator('h1').waitFor();
      assert.equal(await page.getByText('This page is not part of your office').count(), 0, href);
    }
    for (const path of screens) {
      await open(`office/${path}`);
      const said = await page.locator('.state, .slim-state').allInnerTexts();
      assert.ok(said.length > 0 && said.every((one) => one.trim().length > 20), `${path}: ${said}`);
    }
    await open('office/ticker');
    await page.getByRole('link', { name: 'Add the first player' }).click();
    await page.getByRole('heading', { name: 'Players' }).waitFor();
    const body = { role: 'player', login: 'first', name: 'First Player', status: 'active' };
    await olga.ask('POST', '/v1/members', body);
    await open('office/');
    await until('the first steps are over', async () => {
      return (await page.getByRole('heading', { name: 'First steps' }).count()) === 0;
    });
    await open('office/ticker');
    await page.getByRole('link', { name: 'Write a ticket' }).waitFor();
  });
});
