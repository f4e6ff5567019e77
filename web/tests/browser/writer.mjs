// A clerk on the telephone: the whole way from the player's name to a ticket read back, without a
// mouse; and what happens to words that cannot be booked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { asVisitor, examine, minor, phone } from './visit.mjs';

const written = (page) => page.locator('.writer-written li.newest');

/** Presses Enter until what is read is booked: a line may move in between, and is told. */
async function enterUntilBooked(page) {
  const moved = page.getByText('The line moved.');
  for (let tries = 0; tries < 4; tries += 1) {
    await page.getByRole('button', { name: /^Book: risk/ }).waitFor();
    await page.keyboard.press('Enter');
    await written(page).or(moved).first().waitFor();
    if (await written(page).isVisible()) return;
  }
  assert.fail('the line moved every time');
}

test('a clerk writes a ticket by keyboard alone and reads its number back', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const sam = await Person.signIn('halyard', 'sam');
  const before = (await sam.all('/v1/wagers?state=open')).map((ticket) => ticket.number);
  const [fixture, other] = await openFixtures(sam);
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/');
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await page.getByRole('heading', { name: 'Ticket writer' }).waitFor();
    await page.getByRole('combobox', { name: 'Player, by login or name' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
    await page.keyboard.type('sam');
    await page.getByRole('option', { name: /^sam\b/ }).waitFor();
    await page.keyboard.press('Enter');
    const line = page.getByLabel('Wager, as it is said');
    await line.waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('.words input'));
    const { available } = await sam.get('/v1/balance');
    const strip = page.locator('.writer-player');
    await strip.locator('dd.strong').waitFor();
    assert.equal(minor(await strip.locator('dd.strong').innerText()), available.amount);

    await page.keyboard.type(`${fixture.rotation_home} ${other.rotation_away} ml 25`);
    await page.keyboard.press('Enter');
    await page.getByText('Say it like this').waitFor();
    await examine(page, 'writer-unclear');
    await line.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Book: risk 25/ }).waitFor();
    assert.match(await line.inputValue(), /parlay/);
    const legs = await page.locator('.writer-legs li').count();
    assert.equal(legs, 2);
    await examine(page, 'writer-read');
    await enterUntilBooked(page);
    await examine(page, 'writer-booked');
    assert.equal(await line.inputValue(), '', 'the desk is ready for the next one');
    const number = (await written(page).getByRole('button').innerText()).trim();
    await written(page)
      .getByText(/^Read back: /)
      .waitFor();
    const [ticket] = (await dana.get(`/v1/tickets?number=${number}`)).items;
    assert.equal(ticket.member.login, 'sam');
    assert.deepEqual([ticket.type, ticket.risk.amount], ['parlay', 2_500]);
    assert.equal(ticket.written_by, dana.member.id);
    await written(page).getByRole('button').click();
    await page.getByRole('dialog').getByText('written by dana').waitFor();
    await page.keyboard.press('Escape');
    const receipt = written(page).getByRole('link', { name: `Receipt of ticket ${number}` });
    const address = new URL(await receipt.getAttribute('href'), page.url()).toString();
    const answer = await page.request.get(address);
    assert.equal(answer.headers()['content-type'], 'application/pdf');
    assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
  });
  const after = (await sam.all('/v1/wagers?state=open')).map((ticket) => ticket.number);
  assert.equal(after.length, before.length + 1, 'one intent is one ticket');
});

test('a wager that is refused keeps its words and says what would pass', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [fixture] = await openFixtures(sam);
  const count = async () => (await sam.all('/v1/wagers?state=open')).length;
  const before = await count();
  await asVisitor('halyard', 'dana', { size: phone, touch: true }, async ({ page, open }) => {
    await open(`office/writer?player=${sam.member.id}`);
    const line = page.getByLabel('Wager, as it is said');
    const words = `${fixture.rotation_home} ml 90000`;
    await line.fill(words);
    await line.press('Enter');
    await page.locator('.writer-refusals li').first().waitFor();
    assert.equal(await line.inputValue(), words);
    assert.ok(await page.getByRole('button', { name: /^Book: risk/ }).isDisabled());
    await examine(page, 'writer-refused');
    await page.setViewportSize(phone);
    await line.press('Enter');
    await page.locator('.writer-refusals li').first().waitFor();
    await line.press('Escape');
    await page.locator('.writer-reading').waitFor({ state: 'detached' });
    assert.equal(await line.inputValue(), words, 'the first Esc lets go of the reading alone');
    await line.press('Escape');
    assert.equal(await line.inputValue(), '');
    await line.press('Escape');
    await page.getByRole('combobox', { name: 'Player, by login or name' }).waitFor();
  });
  assert.equal(await count(), before);
  await asVisitor('halyard', 'dana', { locale: 'es-ES' }, async ({ page, open }) => {
    await open(`office/writer?player=${sam.member.id}`);
    await page.getByLabel('La apuesta, como se dice').fill(`${fixture.rotation_home} ml 20`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Registrar: arriesga 20/ }).waitFor();
    await examine(page, 'writer-spanish');
  });
});
