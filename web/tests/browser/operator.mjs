// What the people of a book do: watch, pay, settle, prove.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sundayBets } from './opening.mjs';
import { openFixtures, Person, usd } from './person.mjs';
import { priceOf, spreadOf } from './slip.mjs';
import { asVisitor, minor, phone, until } from './visit.mjs';

/** The figure of a dashboard tile, in minor units of whole amounts. */
function tile(page, name) {
  const named = page.locator('.tile', { has: page.getByText(name, { exact: true }) });
  return named.locator('.tile-figure');
}

const wholeUnits = (money) => Math.trunc(money.amount / 100) * 100;

test('the dashboard shows the book’s own figures and follows a new bet', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const [, fixture] = await openFixtures(sam);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    for (const [name, field] of [
      ['Worst tonight', 'worst'],
      ['We owe players', 'owed_to_players'],
      ['Handle today', 'handle_today'],
      ['Win today', 'win_today'],
    ]) {
      await until(`${name} is the book's`, async () => {
        const facts = await dana.get('/v1/dashboard');
        return minor(await tile(page, name).innerText()) === wholeUnits(facts[field]);
      });
    }
    const handle = (await dana.get('/v1/dashboard')).handle_today;
    const ticket = await sam.bet([spreadOf(fixture)], 3_300);
    await page.locator('.ticker-card').getByText(ticket.number).waitFor();
    await until('the handle grows by itself', async () => {
      const told = minor(await tile(page, 'Handle today').innerText());
      return told >= wholeUnits(usd(handle.amount + ticket.risk.amount));
    });
  });
});

test('a recorded payment is on the player’s screen at once', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [member] = (await dana.get('/v1/members?search=sam')).items;
  const before = await dana.get(`/v1/balance?member_id=${member.id}`);
  await asVisitor('halyard', 'sam', { size: phone }, async (player) => {
    await player.open('wallet');
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open(`office/players/${member.id}`);
      await page.getByRole('button', { name: 'Record payment' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Collect' }).click();
      await dialog.getByLabel('Amount').fill('50');
      await dialog.getByRole('button', { name: 'Collect 50.00 from sam' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('.ledger-card, .card').getByText('Receipt').first().waitFor();
    });
    const wanted = before.available.amount + 5_000;
    await until('the wallet follows', async () => {
      return minor(await player.page.locator('.wallet-head .big').innerText()) === wanted;
    });
  });
  const after = await dana.get(`/v1/balance?member_id=${member.id}`);
  assert.equal(after.balance.amount, before.balance.amount + 5_000);
});

/**
 * What every ticket with a leg on the fixture came to so far, by its id: what it returned, less
 * what of its risk is decided. A round robin may be decided in part.
 */
async function decidedOn(dana, fixture) {
  const tickets = await dana.all(`/v1/tickets?fixture_id=${fixture.id}&limit=200`);
  const net = ({ risk, open_risk: open, returned }) =>
    (returned?.amount ?? 0) - (risk.amount - open.amount);
  return new Map(tickets.map((ticket) => [ticket.id, net(ticket)]));
}

/** What players won and lost together between two looks at a fixture's tickets. */
function gained(before, after) {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].reduce((sum, id) => sum + (after.get(id) ?? 0) - (before.get(id) ?? 0), 0);
}

/** Enters a score and confirms it; returns what the button said the house would make of it. */
async function settleBy(page, fixture, away, home) {
  await page.getByLabel(fixture.away.short, { exact: true }).fill(String(away));
  await page.getByLabel(fixture.home.short, { exact: true }).fill(String(home));
  await page.getByRole('button', { name: /^Enter/ }).click();
  await page.getByText(`If ${away}–${home} is final`).waitFor();
  const settle = page.locator('.preview-act button');
  const [, house] = /tickets?, house ([+−]?[\d,.]+)/.exec(await settle.innerText());
  await settle.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Settle/ }).click();
  await page.getByText(new RegExp(`settled at ${away}–${home}`)).waitFor();
  return minor(house);
}

test('a score is entered, previewed, confirmed, and pays as previewed', async () => {
  const bets = await sundayBets();
  const dana = await Person.signIn('halyard', 'dana');
  const { fixture, ticket } = await until(
    'one of the games is being played',
    async () => {
      const playing = (await dana.get('/v1/fixtures?state=in_play&limit=100')).items;
      return bets.find((bet) => playing.some((one) => one.id === bet.fixture.id));
    },
    120_000,
  );
  const before = await decidedOn(dana, fixture);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/settlement?fixture=${fixture.id}`);
    const house = await settleBy(page, fixture, 10, 31);
    assert.equal(-gained(before, await decidedOn(dana, fixture)), house);
  });
  const ben = await Person.signIn('halyard', 'benabbott');
  const decided = await ben.get(`/v1/wagers/${ticket.id}`);
  assert.equal(decided.result, 'win');
  assert.equal(decided.net.amount, ticket.win.amount);
});

test('a corrected score settles again by the difference and keeps the first story', async () => {
  const ben = await Person.signIn('halyard', 'benabbott');
  const dana = await Person.signIn('halyard', 'dana');
  const games = (await dana.all('/v1/fixtures?state=settled&limit=200')).map((one) => one.id);
  const bets = await sundayBets();
  const { fixture, ticket } = bets.find((bet) => games.includes(bet.fixture.id));
  const first = await ben.get(`/v1/wagers/${ticket.id}`);
  const before = await decidedOn(dana, fixture);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/settlement?fixture=${fixture.id}`);
    const house = await settleBy(page, fixture, 38, 3);
    assert.equal(-gained(before, await decidedOn(dana, fixture)), house);
  });
  const again = await ben.get(`/v1/wagers/${ticket.id}`);
  assert.equal(again.result, 'loss');
  assert.equal(again.settlements.length, first.settlements.length + 1);
  await asVisitor('halyard', 'benabbott', { size: phone }, async ({ page, open }) => {
    await open(`bets/${ticket.id}`);
    await page.getByText(/^Lost/).first().waitFor();
    assert.equal(await page.locator('.story s').count(), first.settlements.length);
  });
});

test('a suspended game locks on the board where it stands, and opens again', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[7];
  await asVisitor('halyard', 'sam', { size: phone }, async (player) => {
    await player.open();
    const price = priceOf(player.page, fixture, 'total', 'over');
    await price.scrollIntoViewIfNeeded();
    const box = await price.boundingBox();
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open(`office/settlement?fixture=${fixture.id}`);
      await page.getByRole('button', { name: 'Suspend' }).click();
      await player.page.locator('.price[aria-disabled="true"]').first().waitFor();
      assert.equal(await price.getAttribute('aria-disabled'), 'true');
      assert.deepEqual(await price.boundingBox(), box);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await until('the price can be taken again', async () => {
        return (await price.getAttribute('aria-disabled')) === null;
      });
    });
  });
});

test('what is shown can be taken away as a file', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    for (const path of ['ticker', 'figures', 'reports']) {
      await open(`office/${path}`);
      const link = page.getByRole('link', { name: /CSV/ }).first();
      const address = new URL(await link.getAttribute('href'), page.url()).toString();
      const answer = await page.context().request.get(address);
      assert.equal(answer.status(), 200, path);
      assert.match(answer.headers()['content-type'], /^text\/csv/);
      assert.ok((await answer.text()).split('\n').length > 5, `${path} has rows`);
    }
  });
});

test('every row of the weekly figures adds up', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/figures');
    await page.getByText('Every row: carry + days').waitFor();
    const terms = await page.locator('.identity-term b').allInnerTexts();
    const [carry, wagering, adjustments, received, paid, balance] = terms.map(minor);
    assert.equal(carry + wagering + adjustments + received + paid, balance);
    const rows = await page.locator('table.figures tr').all();
    assert.ok(rows.length > 10, 'a sheet with people');
    // What corrects earlier weeks is told beside the amount of the week, and is part of it.
    const total = await page.locator('table.figures tfoot td').evaluateAll((all) =>
      all.map((cell) => {
        const own = cell.cloneNode(true);
        own.querySelector('.regraded')?.remove();
        return own.textContent;
      }),
    );
    const cells = total.slice(2).map((text) => (text.includes('·') ? 0 : minor(text)));
    const days = cells.slice(1, 8).reduce((sum, day) => sum + day, 0);
    const [week, adjusted, payments, owed] = cells.slice(8, 12);
    assert.equal(days, week);
    assert.equal(cells[0] + week + adjusted + payments, owed);
    await page.getByRole('button', { name: 'House side' }).click();
    const other = await page.locator('.identity-term b').allInnerTexts();
    assert.equal(minor(other.at(-1)), -balance);
  });
});

test('the event log names who did what, chained by hashes', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/events');
    const row = page.locator('.events-table tbody tr').first();
    await row.waitFor();
    const told = await row.innerText();
    const { items } = await dana.get('/v1/events?limit=200');
    const shown = items.find((event) => told.includes(event.hash.slice(0, 12)));
    assert.ok(shown, told);
    const digits = told.split(/\s/)[0].replaceAll(',', '');
    assert.equal(Number(digits), shown.sequence);
  });
});
