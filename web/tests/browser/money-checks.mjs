// What the office says of money must be what the book says: tiles and their lists, reports and the
// ledger, a payment before and after; and who may do what is told before anybody tries.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person, usd } from './person.mjs';
import { spreadOf } from './slip.mjs';
import { asVisitor, minor, settled, until } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');
const tile = (page, name) =>
  page.locator('.tile', { has: page.getByText(name, { exact: true }) }).locator('.tile-figure');
const whole = (amount) => Math.trunc(amount / 100) * 100;

test('every tile is the sum of its list, at one sequence', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    await until('tiles and lists tell of the same moment', async () => {
      const [facts, exposure] = [await dana.get('/v1/dashboard'), await dana.get('/v1/exposure')];
      const members = await dana.all('/v1/members?role=player&limit=200');
      const day = facts.business_day;
      const report = await dana.get(`/v1/reports/daily?from=${day}&to=${day}`);
      const again = await dana.get('/v1/dashboard');
      // A bet in between would be told by some of them only.
      if (again.sequence !== facts.sequence || exposure.sequence !== facts.sequence) return false;
      assert.equal(report.sequence, facts.sequence, 'reports tell of the same sequence');
      const balances = members.reduce((sum, one) => sum + Math.max(0, one.balance.amount), 0);
      // What was asked for is owed until it has left.
      const owed = balances + facts.pending_withdrawals.amount;
      assert.equal(facts.owed_to_players.amount, owed);
      assert.equal(facts.handle_today.amount, report.total.handle.amount);
      assert.equal(facts.win_today.amount, report.total.win.amount);
      assert.equal(facts.tickets_today, report.total.tickets);
      const worst = exposure.fixtures.reduce((sum, one) => sum + one.worst.amount, 0);
      assert.equal(facts.worst.amount, worst);
      return minor(await tile(page, 'We owe players').innerText()) === whole(owed);
    });
  });
});

test('what needs somebody is told within two seconds, and goes by itself', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const [member] = (await dana.get('/v1/members?search=sam')).items;
  const amount = usd(100_000);
  const paid = { member_id: member.id, kind: 'receipt', method: 'cash', amount };
  await dana.ask('POST', '/v1/payments', paid);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    const asked = page.locator('.needs').getByText(/payouts? waits? for/);
    const body = { amount: usd(2_500), method: 'cash' };
    const made = await sam.ask('POST', '/v1/withdrawals', body);
    const words = async () => ((await asked.count()) ? asked.first().innerText() : '');
    // Others of the demonstration ask and are answered meanwhile, so the book says what is true.
    const truth = async () =>
      (await dana.get('/v1/dashboard')).needs.find((need) => need.kind === 'withdrawal')?.text ??
      '';
    await until('the need is told', async () => (await words()) === (await truth()), 4_000);
    const taken = `/v1/withdrawals/${made.withdrawal?.id ?? made.id}/cancel`;
    const { status, body: answer } = await sam.send('POST', taken, {});
    assert.ok(status < 300 || answer.code === 'wrong_state', `${status} ${answer?.code}`);
    await until('the need is over', async () => (await words()) === (await truth()), 4_000);
  });
});

test('a reference used before is told, and after is what the ledger says', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [sam] = (await dana.get('/v1/members?search=sam')).items;
  const reference = 'B-77120';
  await dana.ask('POST', '/v1/payments', {
    member_id: sam.id,
    kind: 'receipt',
    method: 'bank',
    reference,
    amount: usd(4_300),
  });
  const before = await dana.get(`/v1/balance?member_id=${sam.id}`);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${sam.id}`);
    await page.getByRole('button', { name: 'Record payment' }).click();
    const dialog = dialogOf(page);
    const sent = [];
    page.on('request', (one) => one.method() === 'POST' && sent.push(one.url()));
    await dialog.getByRole('button', { name: 'Collect' }).click();
    await dialog.getByLabel('Amount').fill('12');
    await dialog.getByLabel('Method').selectOption('bank');
    await dialog.getByLabel('Reference').fill(reference);
    const note = dialog.getByText('This reference is used already.').locator('..');
    await note.waitFor();
    assert.match(await note.innerText(), /43\.00, sam/);
    assert.deepEqual(sent, [], 'told before anything is sent');
    await dialog.getByLabel('Reference').fill(`${reference}-2`);
    await note.waitFor({ state: 'detached' });
    const promised = await dialog.locator('.before-after td:last-child').allInnerTexts();
    await dialog.getByRole('button', { name: 'Collect 12.00 from sam' }).click();
    await dialog.waitFor({ state: 'detached' });
    const after = await dana.get(`/v1/balance?member_id=${sam.id}`);
    assert.equal(after.balance.amount, before.balance.amount + 1_200);
    assert.deepEqual(promised.map(minor), [after.balance.amount, after.available.amount]);
  });
});

test('who may not, sees the deed and the right that is missing', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [sam] = (await dana.get('/v1/members?search=sam')).items;
  const [ida] = (await dana.get('/v1/members?search=ida')).items;
  const { permissions } = await dana.get(`/v1/members/${ida.id}`);
  const kept = permissions.filter((one) => !['record_payment', 'change_status'].includes(one));
  await dana.ask('PUT', `/v1/members/${ida.id}/permissions`, { permissions: kept });
  try {
    await asVisitor('halyard', 'ida', {}, async ({ page, open }) => {
      await open(`office/players/${sam.id}`);
      for (const [name, right] of [
        ['Record payment', 'Record payments'],
        ['Change status', 'Activate, suspend and close members'],
      ]) {
        const button = page.getByRole('button', { name: new RegExp(`^${name}`) });
        assert.equal(await button.getAttribute('aria-disabled'), 'true');
        assert.equal(await button.getAttribute('title'), `You lack the right: ${right}`);
        await button.focus();
        await page.keyboard.press('Enter');
        assert.equal(await dialogOf(page).count(), 0);
      }
    });
  } finally {
    await dana.ask('PUT', `/v1/members/${ida.id}/permissions`, { permissions });
  }
});

test('parts of a score that do not add up are refused beside them, others are told', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const fixture = await until(
    'a game is being played',
    async () => (await dana.get('/v1/fixtures?state=in_play&limit=100')).items.at(-1),
    120_000,
  );
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/settlement?fixture=${fixture.id}`);
    await page.getByLabel(fixture.away.short, { exact: true }).fill('20');
    await page.getByLabel(fixture.home.short, { exact: true }).fill('24');
    await page.getByLabel('Parts of the game').selectOption('quarter');
    const enter = page.getByRole('button', { name: /^Enter/ });
    const type = async (side, scores) => {
      for (const [place, score] of scores.entries()) {
        await page.getByLabel(`${fixture[side].short}, ${place + 1}`).fill(score);
      }
    };
    await type('away', ['7', '3', '7', '3']);
    await type('home', ['0', '10', '7', '6']);
    await page
      .getByText(`The parts of ${fixture.home.short} come to 23, its score is 24.`)
      .waitFor();
    assert.equal(await enter.isDisabled(), true);
    await type('home', ['0', '10', '7', '7']);
    await enter.click();
    await page.getByText('If 20–24 is final').waitFor();
    const told = await dana.get(`/v1/fixtures/${fixture.id}`);
    const report = told.reports.findLast((one) => one.home === 24 && one.away === 20);
    assert.match(report.detail, /quarter_1=0-7;quarter_2=10-3;quarter_3=7-7;quarter_4=7-3/);
  });
});

/** Runs in the page before it: the list of events is very long, made of one event of the book. */
function answerManyEvents({ event, count, pageOf }) {
  const real = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    const address = new URL(request.url ?? request, location.origin);
    if (address.pathname !== '/v1/events') return real(request, ...rest);
    const from = Number(address.searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: Math.min(pageOf, count - from) }, (_, n) => ({
      ...event,
      sequence: count - from - n,
    }));
    const next = from + pageOf < count ? String(from + pageOf) : null;
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify({ items, next_cursor: next }), { headers });
  };
}

test('ten thousand events are walked by keyboard, End reaches the last of them', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [event] = (await dana.get('/v1/events?limit=1')).items;
  const count = 10_000;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await page.addInitScript(answerManyEvents, { event, count, pageOf: 2_500 });
    await open('office/events');
    const list = page.getByRole('region', { name: 'Events' }).locator('section.scroller');
    await list.focus();
    const last = page.locator('.events-table .col-sequence').last();
    await until('End reaches the first event of the book', async () => {
      await page.keyboard.press('End');
      return (await last.innerText()) === '1';
    });
    assert.ok((await page.locator('.events-table tbody tr').count()) <= 120);
    assert.equal(await page.locator('.events-table').getAttribute('aria-rowcount'), '10001');
    await page.keyboard.press('Home');
    await until('Home is back at the newest', async () => {
      return (await page.locator('.events-table .col-sequence').first().innerText()) === '10,000';
    });
  });
});

test('a report prints whose it is and of when, an empty one as well', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/reports?by=sport');
    const head = page.locator('.print-only');
    assert.equal(await head.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.match(
      await head.innerText(),
      /^Halyard.*America\/New_York. By sport. House side: plus = the house won. Seq [\d,]+\.$/,
    );
    assert.equal(await page.locator('.side').isVisible(), false);
    await page.emulateMedia({ media: 'screen' });
    await open('office/reports?from=2020-01-01&to=2020-01-02');
    await page.getByRole('heading', { name: 'No activity' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.match(await head.innerText(), /^Halyard/);
  });
});

/** Runs in the page before it: the sheet has a thousand players below one agent. */
function answerManyFigures(count) {
  const real = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    const address = new URL(request.url ?? request, location.origin);
    const answer = await real(request, ...rest);
    if (address.pathname !== '/v1/figures') return answer;
    const sheet = await answer.json();
    const at = sheet.rows.findIndex((row) => row.role === 'player');
    const player = sheet.rows[at];
    const copies = Array.from({ length: count }, (_, n) => ({
      ...player,
      member_id: `copy-${n}`,
      login: `copy${n}`,
      name: `Copy ${n}`,
    }));
    sheet.rows.splice(at, 0, ...copies);
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify(sheet), { headers });
  };
}

test('a thousand players unfold at once, and their names stay in sight', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await page.addInitScript(answerManyFigures, 1_000);
    await open('office/figures');
    await page.locator('table.figures tbody tr').nth(3).waitFor();
    const fold = page.locator('table.figures .fold[aria-expanded]').first();
    const took = await fold.evaluate(async (button) => {
      const turn = async () => {
        const began = performance.now();
        button.click();
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        return performance.now() - began;
      };
      await turn();
      const times = [];
      for (let round = 0; round < 3; round += 1) {
        times.push(await turn());
        await turn();
      }
      return Math.min(...times);
    });
    assert.ok(took < 400, `unfolding took ${Math.round(took)} ms`);
    await page.setViewportSize({ width: 900, height: 700 });
    const moved = await page.evaluate(() => {
      const box = document.querySelector('table.figures').closest('.scroller');
      const name = document.querySelector('table.figures tbody td.col-member');
      const before = name.getBoundingClientRect().left;
      box.scrollLeft = 300;
      return [box.scrollLeft, name.getBoundingClientRect().left - before];
    });
    assert.ok(moved[0] > 100, 'the sheet is wider than its box');
    assert.equal(Math.round(moved[1]), 0, 'the names stand still');
  });
});

test('rows are as high as somebody chose, on every list', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    const heights = [];
    for (const choice of [/^Dense/, /^Usual/, /^Roomy/]) {
      await open('office/preferences');
      await page.getByRole('radio', { name: choice }).check();
      await open('office/players');
      const row = page.locator('.member-table tbody tr').nth(2);
      heights.push((await row.boundingBox()).height);
    }
    assert.ok(heights[0] < heights[1] && heights[1] < heights[2], heights.join());
    await open('office/preferences');
    await page.getByRole('radio', { name: /^Usual/ }).check();
  });
});

test('twenty bets a second are each one row of the ticker, once', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const games = (await openFixtures(sam)).slice(0, 12);
  const dana = await Person.signIn('halyard', 'dana');
  const [member] = (await dana.get('/v1/members?search=sam')).items;
  const least = 130;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await sam.bet([spreadOf(games[0])], least - 1);
    await open(`office/ticker?member=${member.id}&state=open`);
    await settled(page);
    const before = Number(await page.locator('.ticket-table').getAttribute('aria-rowcount'));
    const made = [];
    // Each pair of a game and an amount is a wager of its own, no repeat of another.
    for (let n = 0; n < 60; n += 1) {
      made.push(await sam.bet([spreadOf(games[n % games.length])], least + n));
    }
    const numbers = made.map((one) => one.number);
    await page.getByText(numbers.at(-1), { exact: true }).waitFor();
    await until('every bet is a row', async () => {
      const rows = Number(await page.locator('.ticket-table').getAttribute('aria-rowcount'));
      return rows >= before + numbers.length;
    });
    const shown = await page.locator('.ticket-table td.col-number').allInnerTexts();
    for (const number of numbers.slice(-20)) {
      assert.equal(shown.filter((one) => one === number).length, 1, number);
    }
  });
});

test('the ticker has the columns of a cashier or an auditor, by choice or link', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/ticker');
    const shown = async () => {
      const heads = page.locator('.ticket-table thead th:visible');
      return (await heads.allInnerTexts()).join();
    };
    assert.equal(await shown(), 'Time,Ticket,Player,Type,Selection,Risk,Win,Result');
    const choice = page.getByRole('combobox', { name: 'Columns' });
    await choice.selectOption('cashier');
    assert.equal(await shown(), 'Time,Ticket,Player,Risk,Win,Result');
    await page.reload();
    await settled(page);
    assert.equal(await shown(), 'Time,Ticket,Player,Risk,Win,Result');
    await open('office/ticker?columns=auditor');
    assert.equal(await shown(), 'Time,Ticket,Player,Type,Selection,Risk');
    await open('office/ticker');
    assert.equal(await shown(), 'Time,Ticket,Player,Risk,Win,Result', 'a link changes no choice');
    await choice.selectOption('trader');
  });
});
