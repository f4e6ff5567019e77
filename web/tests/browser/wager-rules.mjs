// Rules about what makes a wager: points that are sold by league, and selections of one game in a
// parlay, each from the house's rule to the ticket of a player.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketOf, openFixtures, Person, usd } from './person.mjs';
import { bookedNumber, fillSlip, priceOf } from './slip.mjs';
import { asVisitor, examine, minor, phone, until } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');

/** Confirms the open dialog by its sentence and waits until it is gone. */
async function confirm(page, sentence) {
  await dialogOf(page).getByRole('button', { name: sentence }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

async function bookedTicket(person, page) {
  const number = await bookedNumber(page);
  return (await person.all('/v1/wagers?state=open')).find((one) => one.number === number);
}

test('half points are bought on the slip and stand on the ticket', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[2];
  const market = marketOf(fixture, 'spread');
  const plain = await sam.ask('POST', '/v1/quotes', {
    type: 'straight',
    entry: 'risk',
    amount: usd(2_000),
    legs: [{ market_id: market.id, side: 'home' }],
  });
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'spread', side: 'home' }], '20');
    const before = await place.innerText();
    const points = page.getByRole('group', { name: /^Points of / });
    await points.getByRole('button', { name: /^Half a point more/ }).click();
    await until('the slip has the price of the bought line', async () => {
      const now = await place.innerText();
      return now !== before && / to win /.test(now);
    });
    await examine(page, 'slip-points');
    const said = await place.innerText();
    await place.click();
    const ticket = await bookedTicket(sam, page);
    assert.equal(ticket.legs[0].gained, '+0.5');
    assert.equal(Number(ticket.legs[0].points), Number(plain.legs[0].points) + 0.5);
    assert.equal(minor(/to win ([\d.,]+)/.exec(said)[1]), ticket.win.amount);
  });
});

test('prices of half points are taken over from a published table and changed', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const tableOf = async () => (await dana.get('/v1/points')).items[0]?.table;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=points');
    await page.getByRole('button', { name: /^Change / }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Take over published prices').selectOption({ label: 'Bovada NFL' });
    await dialog.getByLabel('Key numbers').fill('3: 30, 7');
    await dialog.getByText('Write each as 3: 25.').waitFor();
    await dialog.getByLabel('Key numbers').fill('3: 30, 7: 15');
    await examine(page, 'points-dialog');
    await confirm(page, /^Sell points in /);
    await page.getByRole('cell', { name: '3: 30, 7: 15' }).waitFor();
    const table = await tableOf();
    assert.deepEqual([table.most, table.keys[0].cents], ['0.5', 30]);
    await page.getByRole('button', { name: /^Change / }).click();
    await dialogOf(page).getByRole('button', { name: 'Sell no points here' }).click();
    await page.getByText('No points are sold').waitFor();
  });
  assert.equal(await tableOf(), undefined);
});

test('selections of one game are priced by the house and booked for less', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[3];
  const pair = [
    { fixture, kind: 'total', side: 'over' },
    { fixture, kind: 'moneyline', side: 'away' },
  ];
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await open();
    for (const one of pair) await priceOf(page, one.fixture, one.kind, one.side).click();
    await page.locator('.slip-bar button').click();
    await page.locator('.amount input').fill('20');
    await page.getByText('This wager takes one selection of each fixture.').waitFor();
  });
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=wagers');
    await page.getByRole('button', { name: 'Price them' }).click();
    await dialogOf(page).getByLabel('Off the win, in percent').fill('91');
    await dialogOf(page).getByRole('button', { name: 'Price them' }).click();
    await dialogOf(page).getByText('must be 0 to 90 percent').first().waitFor();
    await dialogOf(page).getByLabel('Off the win, in percent').fill('25');
    await examine(page, 'same-game-dialog');
    await confirm(page, 'Price them');
    await page.getByText('25 % off the win, 35 % with a proposition').waitFor();
  });
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, pair, '20');
    await page.getByText('Selections of one game: 25 % less to win').waitFor();
    const said = await place.innerText();
    await place.click();
    const ticket = await bookedTicket(sam, page);
    assert.equal(ticket.terms.same_game_cut_percent, 25);
    assert.equal(minor(/to win ([\d.,]+)/.exec(said)[1]), ticket.win.amount);
    const product = ticket.legs.reduce((all, leg) => all * Number(leg.odds.decimal), 1);
    const win = (product - 1) * 0.75 * ticket.risk.amount;
    assert.ok(Math.abs(win - ticket.win.amount) < 2, `${win} ${ticket.win.amount}`);
  });
});
