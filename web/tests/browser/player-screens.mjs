// The player's screens and the doors, in both sizes and both themes.

import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { priceOf } from './slip.mjs';
import { examine, look, phone, visit } from './visit.mjs';

test('screens in front of the doors', async () => {
  const front = await visit('', null);
  await look(front, 'front', '', (page) => page.getByText('Lantern').first().waitFor());
  await front.leave();
  const door = await visit('lantern', null);
  await look(door, 'door', '');
  await look(door, 'office-door', 'office/');
  await look(door, 'invitation', 'invite/unknown');
  await door.leave();
});

test('screens of a player', async () => {
  const ada = await Person.signIn('halyard', 'adaabbott');
  const [ticket] = await ada.all('/v1/wagers?state=settled');
  const visitor = await visit('halyard', 'adaabbott', { size: phone });
  for (const path of ['', 'live', 'soon', 'bets', 'wallet', 'more', 'rules', 'settings']) {
    await look(visitor, `player-${path || 'board'}`, path);
  }
  const [game] = await openFixtures(ada);
  await look(visitor, 'player-game', `game/${game.id}`);
  await look(visitor, 'player-ticket', `bets/${ticket.id}`);
  await look(visitor, 'player-settled', 'bets', async (page) => {
    await page.getByRole('tab', { name: /Settled/ }).click();
    await page.locator('.card.ticket').first().waitFor();
  });
  await look(visitor, 'player-withdraw', 'wallet/withdraw', (page) =>
    page.getByRole('textbox', { name: 'Amount' }).fill('50'),
  );
  await look(visitor, 'player-deposit', 'wallet/deposit');
  await look(visitor, 'player-limits', 'limits');
  await look(visitor, 'player-limit', 'limits', (page) =>
    page.getByRole('button', { name: /^Loss in a week/ }).click(),
  );
  await look(visitor, 'player-exclude', 'limits', (page) =>
    page.getByRole('button', { name: /^Exclude myself/ }).click(),
  );
  await look(visitor, 'player-credit', 'wallet/credit');
  await look(visitor, 'player-not-found', 'no/such/page');
  await visitor.leave();
});

test('screens of the slip, at decimal odds', async () => {
  const lena = await Person.signIn('lantern', 'lena');
  const [one, two] = await openFixtures(lena);
  const visitor = await visit('lantern', 'lena', { size: phone });
  await look(visitor, 'slip-bar', '', async (page) => {
    await priceOf(page, one, 'spread', 'home').click();
    await priceOf(page, two, 'total', 'over').click();
    await page.getByText('Parlay of 2').first().waitFor();
  });
  await visitor.page.setViewportSize(phone);
  await visitor.page.locator('.slip-bar button').click();
  await visitor.page.locator('.amount input').fill('9000');
  await visitor.page.locator('.entry .note').waitFor();
  await examine(visitor.page, 'slip-refused');
  await visitor.leave();
});

test('screens in Spanish, and in a language two fifths longer', async () => {
  const [game] = await openFixtures(await Person.signIn('halyard', 'sam'));
  for (const language of ['es', 'pseudo']) {
    const speak = (word) => localStorage.setItem('perhead.language', word);
    const player = await visit('halyard', 'adaabbott', { size: phone });
    await player.page.addInitScript(speak, language);
    for (const path of ['', `game/${game.id}`, 'bets', 'wallet', 'more', 'settings']) {
      const name = path.startsWith('game') ? 'game' : path || 'board';
      await look(player, `${language}-player-${name}`, path);
    }
    await player.leave();
    const office = await visit('halyard', 'dana');
    await office.page.addInitScript(speak, language);
    for (const path of ['', 'lines', 'players', 'figures', 'settlement', 'cashier']) {
      await look(office, `${language}-office-${path || 'dashboard'}`, `office/${path}`);
    }
    await office.leave();
  }
});
