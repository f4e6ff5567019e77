// Who sees what: a branch sees itself, a book its people, the provider its books.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './person.mjs';
import { asVisitor, settled, visit } from './visit.mjs';

test('a demonstration lets anybody in by one tap, at its front and at its doors', async () => {
  await asVisitor('', null, {}, async ({ page, open }) => {
    await open();
    const book = page.getByRole('region', { name: 'Lantern' });
    await book.getByRole('button', { name: /^Operator/ }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in as june, Staff' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  });
  await asVisitor('lantern', null, {}, async ({ page, open }) => {
    await open();
    await page.getByRole('button', { name: /^Player/ }).click();
    await page.locator('.fixture').first().waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });
});

test('an agent sees the own branch and nothing else', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const ida = await Person.signIn('halyard', 'ida');
  const everybody = await dana.all('/v1/members?limit=200');
  const own = everybody.filter((one) => one.id === ida.member.id || one.parent_login === 'ida');
  const stranger = everybody.find((one) => one.role === 'player' && one.parent_login !== 'ida');
  const foreign = await ida.send('GET', `/v1/members/${stranger.id}`);
  assert.equal(foreign.status, 404);
  await asVisitor('halyard', 'ida', {}, async ({ page, open }) => {
    await open('office/players');
    const logins = await page.locator('.member-table .col-login').allInnerTexts();
    assert.deepEqual(logins.map((one) => one.trim()).sort(), own.map((one) => one.login).sort());
    const names = await page.getByRole('navigation', { name: 'Back office' }).innerText();
    for (const closed of ['Exposure', 'Settlement', 'Event log']) {
      assert.ok(!names.includes(closed), `${closed} is not an agent's`);
    }
    await open(`office/players/${stranger.id}`);
    await page.getByText('This could not be loaded').waitFor();
    await open('office/ticker');
    const players = await page.locator('.ticket-table tbody tr').allInnerTexts();
    const mine = own.map((one) => one.login);
    assert.ok(players.length > 0, 'the branch has bets');
    for (const text of players)
      assert.ok(
        mine.some((login) => text.includes(login)),
        text,
      );
    await open('office/figures');
    await page.getByText('Every row: carry + days').waitFor();
    await open('office/');
    assert.equal(await page.getByText('This could not be loaded').count(), 0);
  });
});

test('the provider opens a book, and its operator comes in by the link', async () => {
  const words = 'a sentence of four words';
  let link = '';
  await asVisitor('platform', 'admin', {}, async ({ page, open }) => {
    await open('office/');
    await page.getByRole('button', { name: 'New book' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Beacon');
    await dialog.getByLabel('Address').fill('beacon');
    await dialog.getByLabel("Operator's login").fill('olive');
    await dialog.getByRole('button', { name: 'Create Beacon' }).click();
    link = await dialog.getByLabel('Invitation link').inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: 'Beacon', exact: true }).waitFor();
  });
  const visitor = await visit('beacon', null);
  const { page } = visitor;
  await page.goto(link);
  await settled(page);
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByLabel('The same password again').fill(words);
  await page.getByRole('button', { name: 'Set this password' }).click();
  await page.getByRole('link', { name: 'Sign in as olive' }).click();
  await page.getByLabel('Login', { exact: true }).fill('olive');
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.getByText('No ticket yet.').waitFor();
  await page.goto(link);
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByLabel('The same password again').fill(words);
  await page.getByRole('button', { name: 'Set this password' }).click();
  await page.getByText('This link is used or expired.').waitFor();
  await visitor.leave();
});

test('a new player chooses a password by the agent’s link', async () => {
  let link = '';
  await asVisitor('halyard', 'ida', {}, async ({ page, open }) => {
    await open('office/players');
    await page.getByRole('button', { name: 'New member' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Login').fill('newcomer');
    await dialog.getByLabel('Name', { exact: true }).fill('Nora Newcomer');
    await dialog.getByRole('button', { name: 'Create player newcomer' }).click();
    link = await dialog.getByLabel('Invitation link').inputValue();
  });
  const visitor = await visit('halyard', null);
  const { page } = visitor;
  await page.goto(link);
  await settled(page);
  await page.getByLabel('Password', { exact: true }).fill('first words of mine');
  await page.getByLabel('The same password again').fill('first words of mine');
  await page.getByRole('button', { name: 'Set this password' }).click();
  await page.getByRole('link', { name: 'Sign in as newcomer' }).click();
  await page.getByLabel('Login', { exact: true }).fill('newcomer');
  await page.getByLabel('Password', { exact: true }).fill('first words of mine');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('.fixture').first().waitFor();
  await visitor.leave();
});
