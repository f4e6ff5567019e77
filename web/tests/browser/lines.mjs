// The lines desk: the provider moves a line in its cell, the players see it, and it is taken back;
// a book suspends all it sees by one question.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketOf, openFixtures, Person, provider } from './person.mjs';
import { asVisitor, examine, until } from './visit.mjs';

/** The cell of a game's row, by what a screen reader calls it. */
function cellOf(page, game, market, side) {
  const name = `${game.away.code} @ ${game.home.code} ${market}, ${side}`;
  return page.getByRole('button', { name });
}

async function homeSpread(line, game) {
  const { markets } = await line.get(`/v1/fixtures/${game.id}`);
  const home = marketOf({ markets }, 'spread').selections.find((one) => one.side === 'home');
  return [Number(home.points), home.odds.american];
}

test('a line typed in its cell moves both sides and the board; Ctrl-Z takes it back', async () => {
  const line = await provider();
  const sam = await Person.signIn('halyard', 'sam');
  // One of the games the desk shows first, and far enough ahead to stay open.
  const game = (await openFixtures(sam))[6];
  const [points, price] = await homeSpread(line, game);
  const typed = points - 0.5;
  const text = (value) => (value < 0 ? `−${Math.abs(value)}` : value === 0 ? 'PK' : `+${value}`);
  // What players are offered, on the side of the visitors as well.
  const offered = async () => {
    const board = await sam.get('/v1/board');
    const fixtures = board.leagues.flatMap((league) => league.fixtures);
    const market = marketOf(
      fixtures.find((one) => one.id === game.id),
      'spread',
    );
    return market.selections.map((one) => [one.side, Number(one.points)]);
  };
  await asVisitor('platform', 'admin', {}, async ({ page, open }) => {
    await open('office/lines');
    await cellOf(page, game, 'Spread', game.home.name).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type(`${typed}`);
    await page.locator('.line-effect').getByText(text(typed)).first().waitFor();
    await examine(page, 'provider-lines');
    await page.getByRole('textbox', { name: /^New line of/ }).press('Enter');
    await until('the line moved', async () => (await homeSpread(line, game))[0] === typed);
    const sides = new Map(await offered());
    assert.equal(sides.get('home'), typed);
    assert.equal(sides.get('away'), 0 - typed);
    await page.getByText(/you, \d+ s ago/).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await until('the line is back', async () => {
      const [now, at] = await homeSpread(line, game);
      return now === points && at === price;
    });
  });
});

test('a price with an edge for the player is posted by a second Enter alone', async () => {
  const line = await provider();
  const game = (await openFixtures(await Person.signIn('halyard', 'sam')))[6];
  const before = await homeSpread(line, game);
  await asVisitor('platform', 'admin', {}, async ({ page, open }) => {
    await open('office/lines');
    await cellOf(page, game, 'Spread', game.home.name).focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: /^New line of/ });
    await field.fill('+105 +105');
    await page.getByText('The player would have the edge.').waitFor();
    await field.press('Enter');
    await page.getByText('Enter again posts it.').waitFor();
    assert.deepEqual(await homeSpread(line, game), before);
    await field.fill('four');
    await page.getByText('Points are halves or quarters').waitFor();
    await field.press('Escape');
    await cellOf(page, game, 'Spread', game.home.name).waitFor();
    assert.deepEqual(await homeSpread(line, game), before);
  });
});

test('all games in view are suspended by one question, and Ctrl-Z opens them', async () => {
  const dana = await Person.signIn('lantern', 'omar');
  const sam = await Person.signIn('lantern', 'lena');
  const open = async () => (await openFixtures(sam)).length;
  const before = await open();
  assert.ok(before > 0);
  await asVisitor('lantern', dana.member.login, {}, async ({ page, open: go }) => {
    await go('office/lines');
    await page.locator('.lines-table').waitFor();
    await page.keyboard.press('Shift+S');
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: /^Suspend \d+ games?$/ });
    await confirm.waitFor();
    const count = Number(/\d+/.exec(await confirm.innerText())[0]);
    assert.ok(count > 10, `${count} games in view`);
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    await until('nothing in view can be bet on', async () => (await open()) <= before - 10);
    await page.keyboard.press('Control+z');
    await until('all is open again', async () => (await open()) >= before - 1);
  });
});
