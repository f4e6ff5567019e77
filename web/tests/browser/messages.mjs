// Messages: from a player to the book and back, to everybody at once, and who has read what.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './person.mjs';
import { password } from './stage.mjs';
import { asVisitor, examine, phone, until } from './visit.mjs';

const question = 'When is the payout window on Monday?';
const reply = 'From nine to five.';
const notice = 'The book is closed on Thanksgiving.';

test('a player asks, the office reads and answers, each sees what the other has read', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const body = { role: 'player', login: 'tia', name: 'Tia Teller', status: 'active' };
  const parent_id = dana.member.id;
  await dana.ask('POST', '/v1/members', { ...body, parent_id, password });
  const [tia] = (await dana.get('/v1/members?search=tia')).items;
  await asVisitor('halyard', 'tia', { size: phone }, async (player) => {
    await player.open('more');
    await player.page.getByRole('link', { name: /^Messages/ }).click();
    await player.page.getByText('Nothing said yet').waitFor();
    await player.page.getByLabel(/^Message to/).fill(question);
    await player.page.getByRole('button', { name: 'Send', exact: true }).click();
    await player.page.getByText('not read yet').waitFor();
    await asVisitor('halyard', 'dana', {}, async (office) => {
      await office.open('office/messages?show=waiting');
      await office.page.getByRole('button', { name: /tia/ }).click();
      await office.page.locator('.said-text', { hasText: question }).waitFor();
      // The player's own page hears by the live stream that it was read.
      await until('the question is read', () =>
        player.page
          .getByText('not read yet')
          .count()
          .then((count) => count === 0),
      );
      await office.page.getByLabel(/^Message to/).fill(reply);
      await office.page.getByLabel(/^Message to/).press('Control+Enter');
      await player.page.locator('.said-text', { hasText: reply }).waitFor();
      await office.open(`office/messages?member=${tia.id}`);
      await office.page.locator('.said-text', { hasText: reply }).waitFor();
      await examine(office.page, 'office-messages');
    });
    await examine(player.page, 'player-messages');
  });
});

test('what is said to everybody reaches each of the branch, and nobody of another', async () => {
  await asVisitor('halyard', 'tia', { size: phone }, async (player) => {
    await player.open('');
    await asVisitor('halyard', 'dana', {}, async (office) => {
      await office.open('office/messages?show=everybody');
      await office.page.getByLabel('Message to everybody').fill(notice);
      await office.page.getByRole('button', { name: 'Send to everybody' }).click();
      await office.page.locator('.said-text', { hasText: notice }).waitFor();
      const badge = player.page.locator('.bottom-bar a', { hasText: 'More' }).locator('.count');
      await badge.waitFor();
      await player.open('messages');
      await player.page.locator('.said-text', { hasText: notice }).waitFor();
      await badge.waitFor({ state: 'detached' });
      await office.page.getByText('read by 1').waitFor();
    });
  });
  const lena = await Person.signIn('lantern', 'lena');
  const { items } = await lena.get('/v1/messages');
  assert.ok(items.every((one) => one.text !== notice));
});
