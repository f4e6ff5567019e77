// A week once it is closed: dues settled up, deals with agents, and a settlement that a player
// objects to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './person.mjs';
import { asVisitor, minor, phone, until } from './visit.mjs';

test('a closed week is reviewed and settled up as one action', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [week] = (await dana.get('/v1/weeks')).items;
  const review = await dana.get(`/v1/settle-ups?week=${week.week}`);
  assert.equal(review.state, 'open');
  assert.ok(review.players > 0, 'somebody owes or is owed');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/weeks?week=${week.week}`);
    const sums = page.locator('.week-sums');
    await sums.waitFor();
    const told = await sums.locator('b').allInnerTexts();
    assert.deepEqual(told.slice(1, 3).map(minor), [review.collect.amount, review.pay.amount]);
    await page.getByRole('button', { name: 'Settle up', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reference').fill('round of the week');
    await dialog.getByRole('button', { name: /^Collect/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Settled up', { exact: true }).waitFor();
  });
  const after = await dana.get(`/v1/settle-ups?week=${week.week}`);
  assert.equal(after.state, 'finished');
  assert.equal(after.payments + after.skipped, review.players);
});

test('a deal is changed and its commission paid', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const dealOf = async (login) => {
    const { items } = await dana.get('/v1/deals');
    return items.find((deal) => deal.login === login);
  };
  const before = await dealOf('tess');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/deals');
    const row = page.locator('tr', { has: page.getByRole('link', { name: 'tess' }) }).first();
    await row.getByRole('button', { name: 'Change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Share, percent').fill('33.5');
    await dialog.getByRole('button', { name: 'Agree this with tess' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('33.50 %').or(row.getByText('33.5 %')).waitFor();
    if (before.payable.amount !== 0) {
      await row
        .getByRole('button', { name: before.payable.amount < 0 ? 'Collect' : 'Pay' })
        .click();
      await dialog.getByRole('button', { name: /^(Collect|Pay) .*tess$/ }).click();
      await dialog.waitFor({ state: 'detached' });
    }
  });
  const after = await dealOf('tess');
  assert.equal(after.share_bp, 3_350);
  assert.equal(after.version, before.version + 1);
  assert.equal(after.payable.amount, 0);
});

test('a player objects to a settlement and reads the answer', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const settled = (await dana.get('/v1/tickets?state=settled&limit=50')).items;
  const ticket = settled.find((one) => one.result === 'loss' && one.member.login !== 'sam');
  const { login } = ticket.member;
  const words = `the ${ticket.number} stood otherwise`;
  await asVisitor('halyard', login, { size: phone }, async (player) => {
    await player.open(`bets/${ticket.id}`);
    await player.page.getByRole('button', { name: 'Object to this settlement' }).click();
    await player.page.getByLabel('What is wrong?').fill(words);
    await player.page.getByRole('button', { name: 'Send it to the book' }).click();
    await player.page.getByText('The book looks at it').waitFor();
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open('office/disputes');
      const row = page.locator('tr', { hasText: words });
      await row.getByRole('button', { name: 'Answer' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Goodwill' }).click();
      await dialog.getByLabel('Amount').fill('5');
      await dialog.getByLabel('Note, the player reads it').fill('sorry for the wait');
      await dialog.getByRole('button', { name: `Answer ${login}` }).click();
      await dialog.waitFor({ state: 'detached' });
      await row.waitFor({ state: 'detached' });
    });
    await player.open(`bets/${ticket.id}`);
    await player.page.getByText('sorry for the wait').waitFor();
  });
  await until('the goodwill is on the account', async () => {
    const payments = await dana.get(`/v1/payments?member_id=${ticket.member.id}&limit=20`);
    return payments.items.some((one) => one.amount.amount === 500 && /goodwill/.test(one.note));
  });
});
