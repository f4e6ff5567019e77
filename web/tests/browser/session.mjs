// The end of a session: told before, put off by whoever is there, and nothing typed is lost by it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atHouse, word } from './house.mjs';
import { Person } from './person.mjs';
import { password } from './stage.mjs';
import { asVisitor, phone, settled, until } from './visit.mjs';

const warning = (page) => page.getByRole('alert').filter({ hasText: 'Your session ends soon.' });

async function comeBack(page, login, secret = password) {
  await page.getByText('Your session has ended.').waitFor();
  await page.getByLabel('Login', { exact: true }).fill(login);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('whoever is still there stays by any key, before a session ends of idling', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const { idle_seconds: idle } = await sam.get('/v1/session');
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await page.clock.install();
    await open('rules');
    await page.clock.fastForward((idle - 130) * 1000);
    assert.equal(await warning(page).count(), 0);
    await page.clock.fastForward(15_000);
    await warning(page).waitFor();
    const asked = page.waitForResponse((one) => /\/v1\/session(\?|$)/.test(one.url()));
    await page.keyboard.press('Shift');
    assert.equal((await asked).status(), 200);
    await warning(page).waitFor({ state: 'detached' });
    await page.clock.fastForward((idle - 200) * 1000);
    assert.equal(await warning(page).count(), 0);
    await page.clock.fastForward(100_000);
    await warning(page).getByRole('button', { name: 'Stay signed in' }).click();
    await warning(page).waitFor({ state: 'detached' });
  });
});

test('a player’s half-typed form is there again after the session ended', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const { idle_seconds: idle } = await sam.get('/v1/session');
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await page.clock.install();
    await open('wallet/withdraw');
    await page.getByRole('textbox', { name: 'Amount' }).fill('37.50');
    await page.context().clearCookies();
    await page.clock.fastForward((idle + 5) * 1000);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Amount' }).isVisible(), false);
    await comeBack(page, 'sam');
    await page.getByRole('heading', { name: 'Withdraw' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Amount' }).inputValue(), '37.50');
  });
});

test('an open dialog of the office waits behind the door, for the same person only', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [member] = (await dana.get('/v1/members?search=sam')).items;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    await page.getByRole('button', { name: 'Record payment' }).click();
    const amount = page.getByRole('dialog').getByLabel('Amount');
    await amount.fill('81');
    await page.context().clearCookies();
    await page.getByRole('button', { name: /^(Collect|Pay) 81.00/ }).click();
    await comeBack(page, 'dana');
    await page.getByRole('dialog').waitFor();
    assert.equal(await amount.inputValue(), '81');
    await page.context().clearCookies();
    await page.getByRole('button', { name: /^(Collect|Pay) 81.00/ }).click();
    await comeBack(page, 'kim');
    await page.getByText('Kim').first().waitFor();
    await settled(page);
    assert.equal(await page.getByRole('dialog').count(), 0, 'nobody else’s form');
  });
});

test('the longest a session may last is told too, and ends nothing typed', async () => {
  const { origin, boss } = await atHouse();
  const { version: _version, changed_at: _changed, ...rules } = await boss.get('/v1/jurisdiction');
  const usual = rules.access.staff_session_seconds;
  const set = async (seconds) => {
    rules.access.staff_session_seconds = seconds;
    await boss.ask('POST', '/v1/session/proof', { password: word });
    await boss.ask('PUT', '/v1/jurisdiction', rules);
  };
  await set(100);
  const kim = await Person.signIn('harbour', 'kim', word, origin);
  await set(usual);
  await asVisitor('harbour', null, { origin, person: kim }, async ({ page, open }) => {
    await open('office/players');
    await page.getByLabel('Login or name').fill('pat');
    await warning(page).getByText('It cannot be longer.').waitFor();
    await warning(page).getByRole('button', { name: 'Sign in again now' }).click();
    await comeBack(page, 'kim', word);
    await until('the warning is over', async () => (await warning(page).count()) === 0);
    assert.equal(await page.getByLabel('Login or name').inputValue(), 'pat');
    const { ends_in_seconds: left } = await Person.signIn('harbour', 'kim', word, origin).then(
      (one) => one.get('/v1/session'),
    );
    assert.ok(left > usual - 60);
  });
});
