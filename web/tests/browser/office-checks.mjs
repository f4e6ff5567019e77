// What the office's screens must hold whoever looks: every figure opens its list, nothing moves
// under a reader, keys and the palette do what they say, each role sees its own, paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { spreadOf } from './slip.mjs';
import { asVisitor, desk, holdsNothingSideways, minor, phone, settled, until } from './visit.mjs';

const officePaths = [
  '',
  'ticker',
  'exposure',
  'lines',
  'writer',
  'players',
  'cashier',
  'approvals',
  'settlement',
  'disputes',
  'figures',
  'weeks',
  'deals',
  'reports',
  'events',
  'messages',
  'rules',
  'preferences',
];

test('every tile opens its list and keeps its place; a phone reads urgent first', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    const names = () => page.locator('.tile-name').allInnerTexts();
    const before = await names();
    const today = page.locator('.tile', { hasText: 'Handle today' }).locator('.tile-figure');
    const handle = minor(await today.innerText());
    await sam.bet([spreadOf(game)], 50_000);
    await until('the handle grew', async () => minor(await today.innerText()) > handle);
    assert.deepEqual(await names(), before);
    for (let n = 0; n < before.length; n += 1) {
      await open('office/');
      await page.locator('.tile').nth(n).click();
      await page.waitForFunction(
        (word) => document.querySelector('h1')?.innerText !== word,
        'Dashboard',
      );
      await settled(page);
    }
    await page.setViewportSize(phone);
    await open('office/');
    const tops = await page.evaluate(() =>
      ['.needs', '.tile', '.exposure-card', '.days-card'].map(
        (one) => document.querySelector(one).getBoundingClientRect().top,
      ),
    );
    assert.deepEqual(
      tops,
      [...tops].sort((one, other) => one - other),
    );
    const first = await page.locator('.tile-name').allInnerTexts();
    assert.match(first[0], /Worst|At risk/);
    assert.match(first[1], /owe/);
  });
});

test('the ticker holds still, keeps filters, sounds when asked, adds what is marked', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  const countSounds = () => {
    globalThis.sounds = 0;
    const real = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function made() {
      globalThis.sounds += 1;
      return real.call(this);
    };
  };
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await page.addInitScript(countSounds);
    await open('office/ticker');
    const scroller = page.locator('.ticker-list .scroller');
    await scroller.evaluate((box) => {
      box.scrollTo(0, 600);
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    const shown = () => page.locator('tr.opens').nth(20).innerText();
    const before = await shown();
    await sam.bet([spreadOf(game)], 1_000);
    await page
      .locator('.new-pill')
      .getByText(/^\d+ new$/)
      .waitFor();
    assert.equal(await shown(), before);
    assert.equal(await page.evaluate(() => globalThis.sounds), 0);
    await page.locator('.new-pill').click();
    await page.locator('.new-pill').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Sound' }).selectOption('100');
    await page.getByLabel(/^Minimum risk/).fill('5');
    await sam.bet([spreadOf(game)], 1_100);
    await sam.bet([spreadOf(game)], 12_000);
    await until('the large bet sounds', () => page.evaluate(() => globalThis.sounds === 1));
    await page.locator('h1').click();
    await page.keyboard.press('p');
    await page.getByText(/^Paused/).waitFor();
    await page.reload();
    await settled(page);
    await page.getByText(/^Paused/).waitFor();
    assert.equal(await page.getByLabel(/^Minimum risk/).inputValue(), '5');
    assert.equal(await page.getByRole('combobox', { name: 'Sound' }).inputValue(), '100');
    for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    const risks = await page.locator('tr.marked .col-risk').allInnerTexts();
    const sum = risks.reduce((all, text) => all + minor(text), 0);
    assert.equal(risks.length, 3);
    const said = await page.locator('.marked-bar').innerText();
    assert.equal(minor(said.split('risk')[1]), sum);
  });
});

test('the palette and the keys do what they say', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    const type = async (words, option) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Player, ticket or screen' }).fill(words);
      await page.getByRole('option', { name: option }).first().waitFor();
      await page.getByRole('option', { name: option }).first().click();
    };
    await type('pay sam 200', /^Pay 200 to sam/);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Pay 200.00 to sam' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await type('limit sam', /^Limits of sam/);
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('h1').click();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Bet ticker' }).waitFor();
    await page.keyboard.press('?');
    await dialog.getByText('Mark the ticket').waitFor();
    await dialog.getByLabel('Find a key').fill('weekly');
    await dialog.getByText('Weekly figures').waitFor();
    assert.equal(await dialog.getByText('Mark the ticket').count(), 0);
    await page.keyboard.press('Escape');
    await open('office/preferences');
    await page.getByRole('radio', { name: /^No single letters/ }).check();
    await page.locator('h1').click();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Preferences' }).waitFor();
    await page.getByRole('radio', { name: /^Single letters act/ }).check();
  });
});

test('a player’s card and own screen tell the same; lent credit needs its end', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const [member] = (await dana.get('/v1/members?search=sam')).items;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    const shown = minor(await page.locator('.term.whole b').innerText());
    const { available } = await sam.get('/v1/balance');
    assert.equal(shown, available.amount);
    await page.getByRole('button', { name: 'Lend credit until a time' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('100');
    assert.equal(await dialog.locator('button[type=submit]').isDisabled(), false);
    await dialog.locator('input').nth(1).fill('');
    assert.equal(await dialog.locator('button[type=submit]').isDisabled(), true);
  });
});

test('the other side of the weekly sheet is its exact negation, in words as well', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/figures');
    const balances = async () =>
      (await page.locator('table.figures tbody tr td:nth-last-child(2)').allInnerTexts()).map(
        (text) => (/\d/.test(text) ? minor(text) : 0),
      );
    const players = await balances();
    assert.ok(players.some((one) => one !== 0));
    await page.getByText('Player side: plus = the player won').waitFor();
    await page.getByRole('button', { name: 'House side' }).click();
    await page.getByText('House side: plus = the house won').waitFor();
    assert.deepEqual(
      await balances(),
      players.map((one) => 0 - one),
    );
    await page.getByRole('button', { name: 'Player side' }).click();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.side').isVisible(), false);
    assert.equal(await page.locator('table.figures').isVisible(), true);
  });
});

test('each role opens what its rights show, and is told plainly about the rest', async () => {
  for (const login of ['kim', 'ida']) {
    await asVisitor('halyard', login, {}, async ({ page, open }) => {
      const failed = [];
      page.on('response', (response) => {
        if (response.status() === 403) failed.push(response.url());
      });
      for (const path of officePaths) {
        await open(`office/${path}`);
        assert.equal(
          await page.getByText('This could not be loaded').count(),
          0,
          `${login} ${path}`,
        );
      }
      // Nothing is asked for that the book would refuse.
      assert.deepEqual(failed, [], login);
    });
  }
});

test('no screen of the office scrolls sideways, from 320 wide on', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    for (const path of officePaths) {
      await page.setViewportSize(desk);
      await open(`office/${path}`);
      for (const width of [320, 390, 768, 1024]) {
        await page.setViewportSize({ width, height: 844 });
        await holdsNothingSideways(page, `${path || 'dashboard'} at ${width}`);
      }
    }
  });
});

test('the ticker keeps to a branch, a sport and a type, and its file as well', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  const [agent] = (await dana.get('/v1/members?search=ida')).items;
  const all = await dana.all('/v1/tickets?limit=200');
  const below = (ticket) => ticket.agents.includes('ida');
  const wanted = all.filter((one) => below(one) && one.type === 'parlay');
  assert.ok(wanted.length > 0 && wanted.length < all.filter(below).length);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/ticker');
    await page.getByRole('combobox', { name: 'Branch of' }).selectOption(agent.id);
    await page.getByRole('combobox', { name: 'Sport', exact: true }).selectOption('football');
    await page.getByRole('combobox', { name: 'Type of wager' }).selectOption('parlay');
    await until('the list is narrowed', async () => {
      const types = await page.locator('.ticket-table td.col-type').allInnerTexts();
      return types.length > 0 && types.every((one) => /^Parlay/.test(one));
    });
    // People of the branch go on betting meanwhile.
    const rows = Number(await page.locator('.ticket-table').getAttribute('aria-rowcount')) - 1;
    assert.ok(rows >= Math.min(100, wanted.length), `${rows} of ${wanted.length}`);
    await page.reload();
    await page.getByText(/tickets shown/).waitFor();
    const agents = await page.locator('.ticket-table td.col-owner span').allInnerTexts();
    assert.ok(agents.every((one) => one === 'ida'));
    const link = await page.getByRole('link', { name: /CSV/ }).getAttribute('href');
    const file = await page.context().request.get(new URL(link, page.url()).toString());
    const lines = (await file.text()).trim().split('\n').slice(1);
    const ids = wanted.map((one) => one.number);
    const told = lines.map((line) => line.split(',')[0]);
    assert.deepEqual(told.slice(-ids.length), ids.slice(-lines.length));
    // Neither a straight of the branch nor a parlay of another branch comes in by itself.
    const [other] = (await dana.all('/v1/members?role=player&limit=200')).filter(
      (one) => one.parent_login !== 'ida' && one.status === 'active',
    );
    const straight = await sam.bet([spreadOf(game)], 700);
    await open(`office/ticker?member=${other.id}&type=round_robin&sport=tennis`);
    await page.getByText('No ticket matches').waitFor();
    assert.equal(await page.getByText(straight.number).count(), 0);
  });
});
