// What a player can prove alone: why a leg was graded so, that a receipt is the book's; that the
// way out of the book is as short as the way in, and that a form names all it refuses at once.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { fillSlip } from './slip.mjs';
import { binary } from './stage.mjs';
import { asVisitor, phone, settled, until } from './visit.mjs';

const onPhone = { size: phone, touch: true };
const number = (text) => Number(text.replaceAll('−', '-').replaceAll(/\s/g, ''));

/** Works a sentence of the page out: `24 − 3 = 21, and 21 is more than 20.` */
function workedOut(sentence) {
  const compare = { 'more than': 1, 'less than': -1, 'equal to': 0 };
  const [, left, word, right] =
    /(?:^|, and )([−\d.]+) is (more than|less than|equal to) ([−\d.]+)\.$/.exec(sentence) ??
    /= ([−\d.]+), (more than|less than|equal to) ([−\d.]+)\.$/.exec(sentence) ??
    [];
  assert.ok(word, sentence);
  assert.equal(Math.sign(number(left) - number(right)), compare[word], sentence);
  const sum = /([\d.]+) ([+−]) ([\d.]+) = ([−\d.]+)/.exec(sentence);
  if (sum) {
    const [, first, sign, second, result] = sum;
    const signed = sign === '+' ? Number(second) : -Number(second);
    assert.equal(Number(first) + signed, number(result), sentence);
  }
  return { sign: compare[word] };
}

test('the sentence of each grade works out to its result', async () => {
  const ada = await Person.signIn('halyard', 'adaabbott');
  const tickets = (await ada.all('/v1/wagers?state=settled')).slice(0, 8);
  const kinds = new Set();
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    for (const ticket of tickets) {
      await open(`bets/${ticket.id}`);
      await page.getByRole('heading', { name: 'How it was decided' }).waitFor();
      await settled(page);
      const said = await page.locator('.story p').allInnerTexts();
      const sentences = said.filter((one) => / is (more|less|equal)|, (more|less|equal)/.test(one));
      assert.equal(sentences.length, ticket.legs.filter((leg) => leg.score).length);
      const graded = ticket.legs.filter((leg) => leg.score);
      for (const [place, leg] of graded.entries()) {
        const { sign } = workedOut(sentences[place]);
        const won = leg.side === 'under' ? -sign : sign;
        const result = { 1: 'win', 0: 'push', [-1]: 'loss' }[won];
        // A money line says its own score first as well, so a tie is a push there too.
        assert.equal(leg.result, result, `${leg.selection}: ${sentences[place]}`);
        kinds.add(leg.kind);
      }
    }
  });
  assert.ok(kinds.size >= 2, [...kinds].join());
});

test('a receipt from the ticket is proved by the program alone, a changed one is not', async () => {
  const ada = await Person.signIn('halyard', 'adaabbott');
  const [ticket] = await ada.all('/v1/wagers?state=settled');
  const { public_key: key } = await ada.get('/v1/book/key');
  const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  const proves = (file) => {
    try {
      return execFileSync(binary, ['verify-ticket', file, '--key', key], { encoding: 'utf8' });
    } catch (failure) {
      return failure.stdout;
    }
  };
  try {
    await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
      await open(`bets/${ticket.id}`);
      const link = page.getByRole('link', { name: `Receipt of ticket ${ticket.number}` });
      const address = new URL(await link.getAttribute('href'), page.url()).toString();
      const body = await (await page.context().request.get(address)).body();
      const file = join(folder, 'receipt.pdf');
      writeFileSync(file, body);
      const said = proves(file);
      assert.ok(!said.includes('NOT PROVED') && said.includes(ticket.number), said);
      const changed = body.toString('latin1').replaceAll(ticket.number, '000-0000');
      writeFileSync(file, Buffer.from(changed, 'latin1'));
      assert.match(proves(file), /NOT PROVED/);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a leg that cannot be teased is taken off, and the amount stays', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [one, two, three] = await openFixtures(sam);
  const picks = [
    { fixture: one, kind: 'spread', side: 'home' },
    { fixture: two, kind: 'spread', side: 'home' },
    { fixture: three, kind: 'moneyline', side: 'home' },
  ];
  await asVisitor('halyard', 'sam', onPhone, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, picks, '17');
    await page.getByRole('tab', { name: 'Teaser' }).click();
    await until('Place names the way out', async () => !/^Risk/.test(await place.innerText()));
    const leg = page.locator('.slip li', { hasText: three.home.short }).last();
    await leg.getByRole('button', { name: /Remove/ }).click();
    await until('Place is ready', async () => {
      const dead = await place.getAttribute('aria-disabled');
      return dead === null && /^Risk/.test(await place.innerText());
    });
    const typed = await page.locator('.amount input').inputValue();
    assert.equal(Number(typed), 17);
  });
});

/** Taps from the wallet until the last field or fact of a deed is there. */
test('taking money out is no longer than paying in, an account ends by one form', async () => {
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open('wallet');
    await page.getByRole('link', { name: 'Deposit' }).click();
    await page.getByRole('heading', { name: 'Deposit' }).waitFor();
    await open('wallet');
    await page.getByRole('link', { name: 'Withdraw' }).click();
    await page.getByRole('heading', { name: 'Withdraw' }).waitFor();
    await page.getByRole('textbox', { name: 'Amount' }).fill('20');
    // One page, one button that sends it: nothing further is asked.
    await page.getByRole('button', { name: /20\.00/ }).waitFor();
    const boxes = await page.evaluate(() => {
      const sizes = [...document.querySelectorAll('.wallet-head a.button, .wallet-head .button')];
      return sizes.map((one) => one.getBoundingClientRect().width);
    });
    assert.ok(new Set(boxes.map(Math.round)).size <= 1);
    await open('');
    await page.getByRole('link', { name: /^More/ }).click();
    await page.getByRole('link', { name: /^Account/ }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Close it for good' }).waitFor();
    assert.equal(await dialog.getByRole('textbox').count(), 0, 'nothing to fill in');
  });
});

test('everything the book does not take of a form is said at its fields at once', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const open = await dana.send('POST', '/v1/signup-codes', {
    code: 'winter-24',
    uses_max: 5,
    days: 30,
  });
  assert.ok(open.status < 300, JSON.stringify(open.body));
  await asVisitor('halyard', null, { size: phone }, async ({ page, open: visit }) => {
    await visit('join?code=winter-24');
    await page.getByLabel('Login', { exact: true }).fill('X');
    await page.getByLabel('Password', { exact: true }).fill('long enough words');
    await page.getByLabel('Full name').fill('W');
    await page.getByLabel('Born').fill('1991-01-02');
    await page.getByLabel('E-mail').fill('not an address');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Some answers need another look.').waitFor();
    const wrong = await page
      .locator('[aria-invalid]')
      .evaluateAll((all) => all.map((one) => one.name || one.type));
    assert.ok(wrong.includes('username') && wrong.includes('email'), wrong.join());
    const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-invalid'));
    assert.equal(focused, 'true', 'the first of them is focused');
    assert.equal(await page.getByLabel('Full name').inputValue(), 'W', 'nothing typed is lost');
  });
});
