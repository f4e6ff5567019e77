// What a book allows, and what needs a second person: limits, stops, free play, methods, settings,
// payouts and voids, each from the desk to the player's screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person, usd } from './person.mjs';
import { spreadOf } from './slip.mjs';
import { asVisitor, phone, until } from './visit.mjs';

async function memberOf(dana, login) {
  const { items } = await dana.get(`/v1/members?search=${login}`);
  return items.find((one) => one.login === login);
}

const dialogOf = (page) => page.getByRole('dialog');

/** Confirms the open dialog by its sentence and waits until it is gone. */
async function confirm(page, sentence) {
  await dialogOf(page).getByRole('button', { name: sentence }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

test('a limit of the book is set, refuses a bet, and is taken away', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const cleo = await Person.signIn('halyard', 'adaabbott');
  const [fixture] = await openFixtures(cleo);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules');
    await page.getByRole('button', { name: 'New limit' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Amount').fill('1');
    await dialog.getByLabel('Market').selectOption({ label: 'Spread' });
    await dialog.getByLabel('Kind of bet').selectOption({ label: 'Straight' });
    await confirm(page, 'Most risk 1.00 for a wager');
    const row = page.getByRole('row', { name: /Most risk.*1\.00.*Spread, Straight/ });
    await row.waitFor();
    const refused = await cleo.send('POST', '/v1/quotes', {
      type: 'straight',
      entry: 'risk',
      amount: usd(5_000),
      legs: [{ market_id: spreadOf(fixture).market.id, side: 'home' }],
    });
    assert.equal(refused.body.refusals[0].code, 'above_max_risk');
    await row.getByRole('button', { name: 'Take away' }).click();
    await confirm(page, 'Take away the limit of 1.00');
    await row.waitFor({ state: 'detached' });
  });
  const { sheets } = await dana.get('/v1/limits?owner=book');
  assert.ok(sheets.flatMap((one) => one.rules).every((rule) => rule.amount.amount !== 100));
});

test('a sport is stopped with its reason and taken up again', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=stops');
    await page.getByText('Nothing is stopped').waitFor();
    await page.getByRole('button', { name: 'Stop betting' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('What').selectOption({ label: 'A sport' });
    await dialog.getByLabel('Sport').selectOption({ label: 'Golf' });
    await dialog.getByLabel('Reason').fill('Wrong field');
    await confirm(page, 'Stop Golf');
    await page.getByRole('row', { name: /Golf.*dana.*Wrong field/ }).waitFor();
    const { items } = await dana.get('/v1/controls');
    assert.deepEqual(
      items.map((one) => one.target.sport),
      ['golf'],
    );
    await page.getByRole('button', { name: 'Take up again' }).click();
    await confirm(page, 'Take bets again: Golf');
    await page.getByText('Nothing is stopped').waitFor();
  });
});

test('free play is granted on the card, stands in the wallet, and is ended', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  await asVisitor('halyard', 'adaabbott', { size: phone }, async (player) => {
    await player.open('wallet');
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open(`office/players/${member.id}`);
      await page.getByRole('button', { name: 'Grant', exact: true }).click();
      const dialog = dialogOf(page);
      await dialog.getByLabel('Amount').fill('25');
      await dialog.getByLabel('Note').fill('Birthday');
      await confirm(page, 'Grant 25.00 of free play to adaabbott');
      await player.page.locator('.free-play').getByText('25.00').waitFor();
      await open('office/rules?part=free-play&state=open');
      const row = page.getByRole('row', { name: /adaabbott.*25\.00.*Birthday/ });
      await row.getByRole('button', { name: 'End' }).click();
      await confirm(page, 'Take back 25.00 of free play');
      await row.waitFor({ state: 'detached' });
    });
    await player.page.locator('.free-play').waitFor({ state: 'detached' });
  });
});

test('a grant with restrictions says so to its player, who gives it up', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    await page.getByRole('button', { name: 'Grant', exact: true }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Amount').fill('30');
    await dialog.getByLabel('Straight').uncheck();
    await dialog.getByLabel('Also on props and outrights').uncheck();
    await dialog.getByLabel('Selections at most').fill('3');
    await dialog.getByLabel('Price from').fill('evens');
    await dialog.getByText('Write a price, such as -200 or 1.50.').waitFor();
    await dialog.getByLabel('Price from').fill('-200');
    await dialog.getByLabel('Win of one bet at most').fill('500');
    await dialog.getByRole('button', { name: 'Only some' }).click();
    await dialog.getByLabel('National Football League').check();
    await confirm(page, 'Grant 30.00 of free play to adaabbott');
  });
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open('wallet');
    const card = page.locator('.grant', { hasText: '30.00' });
    for (const term of [
      'For parlays',
      'Only National Football League',
      'At most 3 selections',
      'Prices from −200 on',
      'Not for props and outrights',
      'At most 500.00 to win in one bet',
      'A push gives the stake back',
    ]) {
      await card.getByText(term, { exact: true }).waitFor();
    }
    await card.getByRole('button', { name: 'Give it up' }).click();
    await dialogOf(page).getByText('30.00 of free play is removed now, for good.').waitFor();
    await confirm(page, 'Give up 30.00');
    await card.waitFor({ state: 'detached' });
  });
  const { items } = await dana.get(`/v1/free-plays?member_id=${member.id}&state=ended`);
  const ended = items.find((one) => one.amount.amount === 3_000);
  assert.deepEqual(ended.left, usd(0));
});

test('what came by card goes back by card first, and the page says so', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=jurisdiction');
    const ways = page.getByRole('group', { name: 'Goes back the way it came' });
    await ways.getByLabel('Card').check();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await confirm(page, 'Set 1 values');
  });
  const before = await dana.get('/v1/jurisdiction');
  assert.deepEqual(before.withdrawal.refund_first, ['card']);
  const card = { member_id: member.id, kind: 'receipt', method: 'card', amount: usd(4_000) };
  await dana.ask('POST', '/v1/payments', { ...card, reference: 'way-back-1' });
  const ada = await Person.signIn('halyard', 'adaabbott');
  const { items } = await ada.get('/v1/methods');
  const { refund_due: due } = items.find((one) => one.method === 'card');
  assert.ok(due.amount >= 4_000);
  const bank = await ada.send('POST', '/v1/withdrawals', { method: 'bank', amount: usd(1_000) });
  assert.equal(bank.body.code, 'refund_first');
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open('wallet/withdraw');
    await page.getByText('What was paid in goes back the same way first').waitFor();
  });
  const { version: _, ...settings } = before;
  settings.withdrawal.refund_first = [];
  await dana.ask('PUT', '/v1/jurisdiction', settings);
});

test('terms of a payment method and a setting are changed and hold', async () => {
  const olga = await Person.signIn('halyard', 'dana');
  const before = (await olga.get('/v1/methods')).items.find((one) => one.method === 'other');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=methods');
    await page.getByRole('button', { name: 'Change Another way' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Name for players').fill('Courier');
    const paid = dialog.getByRole('group', { name: 'Paid out' });
    await paid.getByLabel('Fee of the amount').fill('1.5');
    await confirm(page, 'Set the terms of Courier');
    await page.getByRole('row', { name: /Courier.*fee 1\.5 %/ }).waitFor();
    await open('office/rules?part=desk');
    await page.getByLabel('A player may take a wager back for').fill('2 h');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await confirm(page, 'Set 1 values');
    await page.getByText('Nothing changed yet.').waitFor();
  });
  assert.equal((await olga.get('/v1/desk-policy')).cancel_seconds, 7_200);
  const after = (await olga.get('/v1/methods')).items.find((one) => one.method === 'other');
  assert.equal(after.label, 'Courier');
  assert.equal(after.paid.fee_basis_points, 150);
  assert.deepEqual(after.taken, before.taken);
});

test('a bet is taken back within the time the book allows', async () => {
  const cleo = await Person.signIn('halyard', 'adaabbott');
  const fixture = (await openFixtures(cleo))[2];
  const ticket = await cleo.bet([spreadOf(fixture)], 1_500);
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open(`bets/${ticket.id}`);
    await page.getByRole('button', { name: 'Take this bet back: 15.00 returned' }).click();
    await page.getByText('Cancelled').first().waitFor();
    await page.getByText('Asked for by the player').waitFor();
  });
  assert.equal((await cleo.get(`/v1/wagers/${ticket.id}`)).state, 'voided');
});

test('a payout is asked for, approved by somebody, paid, and told at every step', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  const balance = await dana.get(`/v1/balance?member_id=${member.id}`);
  await dana.ask('POST', '/v1/payments', {
    member_id: member.id,
    kind: 'receipt',
    method: 'cash',
    amount: usd(20_000 + Math.max(0, -balance.cash.amount)),
  });
  await asVisitor('halyard', 'adaabbott', { size: phone }, async (player) => {
    await player.open('wallet');
    await player.page.getByRole('link', { name: 'Withdraw' }).click();
    await player.page.getByRole('textbox', { name: 'Amount' }).fill('120');
    await player.page.getByLabel('Account or place').fill('ending 4417');
    await player.page.getByRole('button', { name: 'Withdraw 120.00 to Cash' }).click();
    const card = player.page.locator('.payout', { hasText: '4417' });
    await card.locator('.now', { hasText: 'Approval' }).waitFor();
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open('office/approvals');
      const row = page.getByRole('row', { name: /adaabbott.*120\.00.*4417/ });
      await row.getByRole('button', { name: 'Approve' }).click();
      await confirm(page, 'Approve 120.00 for adaabbott');
      await row.waitFor({ state: 'detached' });
      await card.locator('.now', { hasText: 'Paid' }).waitFor();
      await open('office/cashier?view=withdrawals');
      await row.getByRole('button', { name: 'Pay' }).click();
      await dialogOf(page).getByLabel('Reference').fill('R-120');
      const pay = dialogOf(page).getByRole('button', { name: 'Paid 120.00 to adaabbott' });
      await until('the payout may be paid', async () => {
        if (!(await dialogOf(page).isVisible())) return true;
        if (await pay.isEnabled()) await pay.click();
        return false;
      });
      await row.waitFor({ state: 'detached' });
    });
    await card.getByText(/^paid, /).waitFor();
  });
});

test('a ticket is voided with a reason that the player reads', async () => {
  const cleo = await Person.signIn('halyard', 'adaabbott');
  const fixture = (await openFixtures(cleo))[3];
  const ticket = await cleo.bet([spreadOf(fixture)], 1_100);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(ticket.number.replace('-', '').toLowerCase());
    await page.getByRole('option', { name: new RegExp(ticket.number) }).click();
    await page.getByRole('button', { name: ticket.number, exact: true }).click();
    await dialogOf(page).getByRole('button', { name: 'Void or cancel' }).click();
    await dialogOf(page).getByLabel('Note, the player reads it').fill('Line was upside down');
    await dialogOf(page).getByText('1 ticket').waitFor();
    await confirm(page, `Void ${ticket.number}`);
  });
  await until('the ticket is void', async () => {
    return (await cleo.get(`/v1/wagers/${ticket.id}`)).state === 'voided';
  });
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open(`bets/${ticket.id}`);
    await page.getByText('Obvious error in the price. Line was upside down.').waitFor();
  });
});

test('the palette finds a game by its rotation number', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [fixture] = await openFixtures(sam);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(String(fixture.rotation_home));
    await page.getByRole('option', { name: new RegExp(fixture.home.name) }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/lines\?fixture=/);
  });
});

test('a game taken off the board is gone from it, and comes back', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixture = (await openFixtures(sam))[8];
  const shown = async () => {
    const { leagues } = await sam.get('/v1/board');
    const found = leagues.flatMap((one) => one.fixtures).find((one) => one.id === fixture.id);
    return Boolean(found?.markets.some((market) => market.status === 'open'));
  };
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/settlement?fixture=${fixture.id}`);
    await page.getByRole('button', { name: 'Off the board' }).click();
    await until('the game is off the board', async () => !(await shown()));
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await until('the game is on the board', shown);
  });
});

test('credit is lent until a time, asked for, and assessed by somebody else', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  await asVisitor('halyard', 'adaabbott', { size: phone }, async (player) => {
    await player.open('wallet');
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open(`office/players/${member.id}`);
      await page.getByRole('button', { name: 'Lend credit until a time' }).click();
      await dialogOf(page).getByLabel('Amount').fill('50');
      await confirm(page, /^Lend 50\.00 until /);
      const lent = player.page.locator('.equation li', { hasText: 'lent for a time' });
      await lent.getByText('50.00').waitFor();
      await page.getByRole('button', { name: 'Lend credit until a time' }).click();
      await dialogOf(page).getByRole('button', { name: 'Take back 50.00 now' }).click();
      await lent.waitFor({ state: 'detached' });
    });
    const wanted = member.credit_limit.amount + 10_000;
    const words = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(wanted / 100);
    await player.page.getByRole('link', { name: 'Ask for more credit' }).click();
    await player.page.getByLabel('Credit you want in all').fill(String(wanted / 100));
    await player.page.getByLabel('Why').fill('A long season');
    await player.page.getByRole('button', { name: `Ask for credit of ${words}` }).click();
    await player.page.getByText('Waits', { exact: true }).waitFor();
    await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
      await open('office/approvals');
      const row = page.getByRole('row', { name: /adaabbott.*A long season/ });
      await row.getByRole('button', { name: 'Assess' }).click();
      await dialogOf(page).getByLabel('Assessment').fill('Pays every week');
      await confirm(page, `Grant credit of ${words} to adaabbott`);
      await row.waitFor({ state: 'detached' });
    });
    const balance = await dana.get(`/v1/balance?member_id=${member.id}`);
    assert.equal(balance.credit_limit.amount, wanted);
    await player.open('wallet/credit');
    await player.page.getByText('Pays every week').waitFor();
  });
});

test('an account gets another kind and a settle limit, a branch its bound', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  const agent = member.parent_id;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Account' }) });
    await card.getByRole('button', { name: 'Change' }).click();
    await dialogOf(page)
      .getByRole('radio', { name: /^Running/ })
      .check();
    await dialogOf(page).getByRole('textbox', { name: 'Settle limit' }).fill('900');
    await confirm(page, 'Running, settle at 900.00');
    await card.getByText('Running').waitFor();
    await open(`office/players/${agent}`);
    const branch = page.locator('.card', {
      has: page.getByRole('heading', { name: 'Credit of the branch' }),
    });
    await branch.getByRole('button', { name: 'Change' }).click();
    await dialogOf(page).getByLabel('Most credit of all players').fill('900000');
    await confirm(page, 'Bound the branch at 900,000.00');
    await branch.getByText('900,000.00').waitFor();
  });
  const { account } = await dana.get(`/v1/members/${member.id}`);
  assert.equal(account.account_type, 'running');
  assert.equal(account.settle_limit.amount, 90_000);
});

test('a limit on losses takes no more than a bet, and a break keeps away at once', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'benabbott');
  await asVisitor('halyard', 'benabbott', { size: phone }, async ({ page, open }) => {
    await open('wallet');
    await page.getByRole('link', { name: 'Limits and breaks' }).click();
    await page.getByRole('button', { name: /^Loss in a week/ }).click();
    await page.getByLabel('At most').fill('5000');
    await page.getByRole('button', { name: 'Limit to 5,000.00' }).click();
    await dialogOf(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Loss in a week.*5,000\.00/ }).waitFor();
    await page.getByRole('button', { name: '1 day' }).click();
    await page.getByRole('button', { name: /^Stay away until/ }).click();
    await page.getByText(/^You are on a break/).waitFor();
  });
  const ben = await Person.signIn('halyard', 'benabbott');
  const fixture = (await openFixtures(ben))[4];
  const refused = await ben.send('POST', '/v1/quotes', {
    type: 'straight',
    entry: 'risk',
    amount: usd(1_000),
    legs: [{ market_id: spreadOf(fixture).market.id, side: 'home' }],
  });
  assert.ok(refused.body.refusals.some((one) => one.code === 'time_out'));
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Protection' }) });
    await card.getByText(/^On a break/).waitFor();
    await card.getByRole('button', { name: 'Set a limit' }).click();
    await dialogOf(page).getByLabel('At most').fill('300');
    await confirm(page, 'Loss in a week: at most 300.00');
    await card.getByText('300.00').first().waitFor();
  });
});

test('a provider’s file is compared, its differences told, and nothing posted twice', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'adaabbott');
  const paid = (reference, amount) =>
    dana.ask('POST', '/v1/payments', {
      member_id: member.id,
      kind: 'receipt',
      method: 'wallet',
      reference,
      amount: usd(amount),
    });
  await paid('w-fits', 2_500);
  await paid('w-other', 4_000);
  await paid('w-unnamed', 1_200);
  const before = await dana.get(`/v1/balance?member_id=${member.id}`);
  const file = (lines) => ({
    name: 'wallet-day.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`date,reference,direction,amount\n${lines.join('\n')}\n`),
  });
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/cashier?view=reconciliation');
    const send = async (lines) => {
      await page.getByRole('button', { name: 'Compare a file' }).click();
      await dialogOf(page).getByLabel('Method').selectOption({ label: 'Wallet' });
      await dialogOf(page).getByLabel('File').setInputFiles(file(lines));
    };
    await send(['1,w-fits,in,25.00', '2,w-other,sideways,0']);
    await dialogOf(page).getByRole('button', { name: 'Compare 2 lines with Wallet' }).click();
    await dialogOf(page)
      .getByText(/^Line 3: amount must be above zero/)
      .waitFor();
    await dialogOf(page)
      .getByRole('button', { name: /^Cancel/ })
      .click();
    const lines = ['1,w-fits,in,25.00', '2,w-other,in,41.00', '3,w-unknown,in,7', '4,w-fits,in,25'];
    await send(lines);
    await confirm(page, 'Compare 4 lines with Wallet');
    const card = page.locator('.card', {
      has: page.getByRole('heading', { name: 'Lines of wallet-day.csv' }),
    });
    for (const [reference, word] of [
      ['w-other', 'Differs'],
      ['w-unknown', 'Unmatched'],
    ]) {
      await card.getByRole('row', { name: new RegExp(`${reference}.*${word}`) }).waitFor();
    }
    await card.getByRole('button', { name: 'Duplicate' }).click();
    await card.getByRole('row', { name: /w-other/ }).waitFor({ state: 'detached' });
    await card.getByRole('row', { name: /w-fits.*Duplicate/ }).waitFor();
    await send(lines);
    await confirm(page, 'Compare 4 lines with Wallet');
    await page.getByText('2 Duplicate').waitFor();
    await page.getByRole('button', { name: 'Payments no file has named' }).click();
    await page.getByRole('combobox', { name: 'Method' }).selectOption({ label: 'Wallet' });
    await page.getByRole('row', { name: /adaabbott.*w-unnamed.*12\.00/ }).waitFor();
    assert.equal(await page.getByRole('row', { name: /w-fits/ }).count(), 0);
  });
  const after = await dana.get(`/v1/balance?member_id=${member.id}`);
  assert.equal(after.cash.amount, before.cash.amount);
});
