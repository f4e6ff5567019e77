// What a player does: sign in, look, bet, follow, understand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketOf, moveHomeSpread, openFixtures, Person, provider } from './person.mjs';
import { bookedNumber, fillSlip, priceOf, spreadOf } from './slip.mjs';
import { password } from './stage.mjs';
import { asVisitor, minor, phone, settled, until, visit } from './visit.mjs';

const onPhone = { size: phone, touch: true };
const wagersPath = '**/v1/wagers';

async function openNumbers(person) {
  return (await person.all('/v1/wagers?state=open')).map((ticket) => ticket.number);
}

test('a player comes in by the door and sees the live board', async () => {
  const line = await provider();
  const sam = await Person.signIn('halyard', 'sam');
  const [fixture] = await openFixtures(sam);
  await asVisitor('halyard', null, onPhone, async ({ page, open }) => {
    await open();
    await page.getByLabel('Login', { exact: true }).fill('sam');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This login and password do not match.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const price = priceOf(page, fixture, 'spread', 'home');
    await price.waitFor();
    assert.ok((await page.locator('.fixture').count()) >= 4, 'four fixtures or more');
    const { available } = await sam.get('/v1/balance');
    assert.equal(minor(await page.locator('header').first().innerText()), available.amount);
    await price.scrollIntoViewIfNeeded();
    const box = await price.boundingBox();
    await moveHomeSpread(line, marketOf(fixture, 'spread'), -131);
    await price.getByText('−131').waitFor();
    assert.deepEqual(await price.boundingBox(), box, 'a moving price stays in its place');
  });
});

test('a straight bet by risk is booked as the button said', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const before = await sam.get('/v1/balance');
  const [, fixture] = await openFixtures(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'spread', side: 'home' }], '110');
    const said = await place.innerText();
    await place.click();
    const number = await bookedNumber(page);
    const tickets = await sam.all('/v1/wagers?state=open');
    const ticket = tickets.find((one) => one.number === number);
    assert.equal(ticket.type, 'straight');
    assert.equal(ticket.risk.amount, 11_000);
    const [, risk, win] = /Risk ([\d.,]+) to win ([\d.,]+)/.exec(said);
    assert.deepEqual([minor(risk), minor(win)], [ticket.risk.amount, ticket.win.amount]);
    const after = await sam.get('/v1/balance');
    assert.equal(after.available.amount, before.available.amount - 11_000);
    await page.getByRole('button', { name: 'Done' }).click();
  });
});

test('three picks make a parlay with the combined price', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [one, two, three] = await openFixtures(sam);
  const picks = [
    { fixture: one, kind: 'spread', side: 'away' },
    { fixture: two, kind: 'total', side: 'over' },
    { fixture: three, kind: 'moneyline', side: 'home' },
  ];
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, picks, '20');
    assert.match(await page.locator('.entry .summary').innerText(), /Parlay of 3/);
    const said = await place.innerText();
    await place.click();
    const number = await bookedNumber(page);
    const tickets = await sam.all('/v1/wagers?state=open');
    const ticket = tickets.find((found) => found.number === number);
    assert.equal(ticket.legs.length, 3);
    assert.equal(minor(/to win ([\d.,]+)/.exec(said)[1]), ticket.win.amount);
  });
});

/** Opens the slip with three picks and the kind of bet. */
async function threePicks(page, fixtures, kind) {
  for (const fixture of fixtures) await priceOf(page, fixture, 'spread', 'home').click();
  await page.locator('.slip-bar button').click();
  await page.getByRole('tab', { name: kind }).click();
  await page.locator('.amount input').fill('10');
}

test('a round robin and an if bet are booked as the book quotes them', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixtures = (await openFixtures(sam)).slice(0, 3);
  const made = [
    ['Round robin', 'round_robin', /Round robin of 3/, 3],
    ['If bet', 'if_bet', /If bet of 3/, 1],
  ];
  for (const [kind, type, name, bets] of made) {
    await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
      await open();
      await threePicks(page, fixtures, kind);
      await page.getByText(bets === 1 ? '1 bet.' : `${bets} bets.`).waitFor();
      const place = page.locator('button.place');
      await until('the slip can be placed', async () => {
        const dead = await place.getAttribute('aria-disabled');
        return dead === null && / to win /.test(await place.innerText());
      });
      const said = await place.innerText();
      await place.click();
      const number = await bookedNumber(page);
      const tickets = await sam.all('/v1/wagers?state=open');
      const ticket = tickets.find((one) => one.number === number);
      assert.equal(ticket.type, type);
      const [, risk, win] = /Risk ([\d.,]+) to win ([\d.,]+)/.exec(said);
      assert.deepEqual([minor(risk), minor(win)], [ticket.risk.amount, ticket.win.amount]);
      await page.getByText(name).first().waitFor();
    });
  }
});

test('a price that moved while sending is asked for, then booked once', async () => {
  const line = await provider();
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[3];
  const market = marketOf(fixture, 'spread');
  await moveHomeSpread(line, market, -110);
  const before = await openNumbers(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'spread', side: 'home' }], '30');
    await page.route(
      wagersPath,
      async (route) => {
        await moveHomeSpread(line, market, -125);
        await route.continue();
      },
      { times: 1 },
    );
    await place.click();
    await page.getByText('The price moved while you were sending.').waitFor();
    assert.deepEqual(await openNumbers(sam), before, 'nothing is booked');
    await until('the new price can be accepted', async () => {
      const dead = await place.getAttribute('aria-disabled');
      return dead === null && /^Accept −125/.test(await place.innerText());
    });
    await place.click();
    const number = await bookedNumber(page);
    const fresh = (await openNumbers(sam)).filter((one) => !before.includes(one));
    assert.deepEqual(fresh, [number]);
  });
});

test('a double tap makes one ticket', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[4];
  const before = await openNumbers(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'total', side: 'under' }], '15');
    await place.evaluate((button) => {
      button.click();
      button.click();
      requestAnimationFrame(() => button.click());
    });
    const number = await bookedNumber(page);
    const fresh = (await openNumbers(sam)).filter((one) => !before.includes(one));
    assert.deepEqual(fresh, [number]);
  });
});

/** Lets the wager reach the book and loses the answer, as often as it is asked. */
async function loseAnswers(page) {
  await page.route(wagersPath, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
}

test('an answer that was lost is asked for again and makes one ticket', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[5];
  const before = await openNumbers(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'spread', side: 'away' }], '12');
    await loseAnswers(page);
    await place.click();
    await page.getByText('The connection was lost while sending.').waitFor();
    await page.unroute(wagersPath);
    const number = await bookedNumber(page);
    const fresh = (await openNumbers(sam)).filter((one) => !before.includes(one));
    assert.deepEqual(fresh, [number]);
  });
});

test('a page reloaded in doubt finds its ticket, and only one', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[6];
  const before = await openNumbers(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'moneyline', side: 'home' }], '18');
    await loseAnswers(page);
    await place.click();
    await page.getByText('The connection was lost while sending.').waitFor();
    await page.unroute(wagersPath);
    await page.reload();
    const number = await bookedNumber(page);
    const fresh = (await openNumbers(sam)).filter((one) => !before.includes(one));
    assert.deepEqual(fresh, [number]);
  });
});

test('a session that ended in mid-slip is told, and the bet is booked once', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[8];
  const before = await openNumbers(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, [{ fixture, kind: 'spread', side: 'home' }], '14');
    await page.context().clearCookies();
    await place.click();
    await page.getByText('Your session has ended.').waitFor();
    await page.getByLabel('Login', { exact: true }).fill('sam');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const number = await bookedNumber(page);
    const fresh = (await openNumbers(sam)).filter((one) => !before.includes(one));
    assert.deepEqual(fresh, [number]);
  });
});

test('picks booked in one tab are shown as booked in the other', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[9];
  const picks = [{ fixture, kind: 'total', side: 'over' }];
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await settled(other);
    await fillSlip(other, picks, '16');
    const place = await fillSlip(page, picks, '16');
    await place.click();
    const number = await bookedNumber(page);
    assert.equal(await bookedNumber(other), number, 'one ticket, known in both tabs');
  });
});

test('open bets follow what happens elsewhere', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [fixture] = await openFixtures(sam);
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open('bets');
    const count = page.getByRole('tab', { name: /^Open/ }).locator('small');
    const shown = Number(await count.innerText());
    const ticket = await sam.bet([spreadOf(fixture)], 700);
    await page.getByText(ticket.number, { exact: true }).waitFor();
    await until('the count follows', async () => Number(await count.innerText()) === shown + 1);
    const tickets = await sam.all('/v1/wagers?state=open');
    const risk = tickets.reduce((sum, one) => sum + one.risk.amount, 0);
    const told = page.locator('.sum b').first();
    await until('the sum at risk is that of the tickets', async () => {
      return minor(await told.innerText()) === risk;
    });
  });
});

test('the wallet adds up to what can be bet', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open('wallet');
    const balance = await sam.get('/v1/balance');
    const available = minor(await page.locator('.wallet-head .big').innerText());
    assert.equal(available, balance.available.amount);
    let sum = 0;
    for (const term of await page.locator('.equation li').all()) {
      const sign = (await term.locator('i').innerText()).trim() === '−' ? -1 : 1;
      sum += sign * minor(await term.locator('b').innerText());
    }
    assert.equal(sum, available);
    const lines = await sam.all('/v1/statement');
    assert.equal(lines[0].after.amount, balance.balance.amount);
    assert.equal(await page.locator('.statement ol > li').count(), lines.length);
  });
});

test('a settled ticket tells how it was decided', async () => {
  const known = await Person.signIn('halyard', 'adaabbott');
  const [ticket] = await known.all('/v1/wagers?state=settled');
  assert.ok(ticket, 'the demonstration has settled this player’s bets');
  const visitor = await visit('halyard', 'adaabbott', onPhone);
  const { page } = visitor;
  await visitor.open('bets');
  await page.getByRole('tab', { name: /Settled/ }).click();
  await page.getByText(ticket.number, { exact: true }).waitFor();
  await page.getByRole('link', { name: `Open ticket ${ticket.number}` }).click();
  await page.getByRole('heading', { name: 'How it was decided' }).waitFor();
  await settled(page);
  const steps = await page.locator('.story li .title').allInnerTexts();
  assert.equal(steps[0], 'Accepted');
  assert.ok(
    steps.some((step) => /^Final/.test(step)),
    `a final score in ${steps}`,
  );
  assert.match(steps.at(-1), /^(Returned|Lost)/);
  assert.equal(minor(await page.locator('.hero .big').innerText()), ticket.net.amount);
  await visitor.leave();
});
