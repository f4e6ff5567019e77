// People: signing up by a code, who somebody is, what somebody may, where somebody stands, devices
// and keys; each from the desk to the person's own screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './person.mjs';
import { password } from './stage.mjs';
import { asVisitor, examine, phone, until } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');

async function confirm(page, sentence) {
  await dialogOf(page).getByRole('button', { name: sentence }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

async function memberOf(dana, login) {
  const { items } = await dana.get(`/v1/members?search=${login}`);
  return items.find((one) => one.login === login);
}

test('a player signs up by a code, by keyboard alone, and waits for approval', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=codes');
    await page.getByRole('button', { name: 'New code' }).click();
    await dialogOf(page).getByRole('textbox', { name: 'Code' }).fill('autumn-24');
    await confirm(page, 'Open code autumn-24');
    await page.getByRole('row', { name: /autumn-24/ }).waitFor();
  });
  await asVisitor('halyard', null, { size: phone }, async ({ page, open }) => {
    await open('join?code=autumn-24');
    await examine(page, 'player-join');
    await page.setViewportSize(phone);
    await page.getByLabel('Code from your agent').focus();
    const typed = ['Tab', 'signee', 'Tab', password, 'Tab', 'Tab', 'Nora Newcomer'];
    for (const word of typed) {
      if (word === 'Tab') await page.keyboard.press('Tab');
      else await page.keyboard.type(word);
    }
    await page.getByLabel('Born').fill('2020-01-02');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByLabel('Pay in at most a week').fill('150');
    await page.getByRole('button', { name: 'Create account' }).press('Enter');
    await page.getByLabel('Born').and(page.locator('[aria-invalid]')).waitFor();
    await page.getByLabel('Born').fill('1990-01-02');
    await page.getByLabel('E-mail').fill('nora@example.org');
    await page.getByRole('button', { name: 'Create account' }).press('Enter');
    await page.locator('.fixture').first().waitFor();
    await open('account');
    await page.getByText('nora@example.org').waitFor();
    await page.getByText('this device').waitFor();
    const steps = page.getByRole('list', { name: 'Steps of verifying' });
    assert.match(await steps.locator('[aria-current="step"]').innerText(), /^Show your documents/);
    await examine(page, 'player-account');
    await open('limits');
    await page.getByText('150.00').first().waitFor();
    await open('protection');
    await page.getByRole('heading', { name: 'Safer play' }).waitFor();
    await examine(page, 'player-protection');
  });
  const member = await memberOf(dana, 'signee');
  assert.equal(member.status, 'pending');
});

test('an identity is verified at the desk and stands on the player’s page', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const member = await memberOf(dana, 'signee');
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Identity' }) });
    await card.getByText('Nora Newcomer').waitFor();
    await card.getByRole('button', { name: 'Verify' }).click();
    await dialogOf(page).getByLabel('Evidence').fill('Passport seen');
    await confirm(page, 'signee: verified');
    await card.getByText('Verified', { exact: true }).waitFor();
  });
  await asVisitor('halyard', 'signee', { size: phone }, async ({ page, open }) => {
    await open('account');
    await page.getByText('Verified', { exact: true }).waitFor();
  });
});

test('an agent’s right is taken and given back', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const agent = await memberOf(dana, 'ida');
  const rightsOf = async () => (await dana.get(`/v1/members/${agent.id}`)).permissions;
  const before = await rightsOf();
  assert.ok(before.includes('create_member'));
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open(`office/players/${agent.id}`);
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Rights' }) });
    for (const [sentence, held] of [
      ['Grant 0, take 1', false],
      ['Grant 1, take 0', true],
    ]) {
      await card.getByRole('button', { name: 'Change' }).click();
      await dialogOf(page).getByRole('checkbox', { name: 'Create members' }).click();
      await confirm(page, sentence);
      await until('the right follows', async () => {
        return (await rightsOf()).includes('create_member') === held;
      });
    }
  });
});

test('a key is issued, works within its rights, and ends', async () => {
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/rules?part=keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await dialogOf(page).getByLabel('Name').fill('Nightly file');
    await dialogOf(page).getByRole('checkbox', { name: 'See figures' }).check();
    await dialogOf(page)
      .getByRole('button', { name: 'Issue key Nightly file with 1 rights' })
      .click();
    const secret = await dialogOf(page).getByLabel('Secret').inputValue();
    await dialogOf(page).getByRole('button', { name: 'I have kept it' }).click();
    const row = page.getByRole('row', { name: /Nightly file/ });
    await row.waitFor();
    const ask = (path) =>
      page.context().request.get(new URL(path, page.url()).toString(), {
        headers: { authorization: `Bearer ${secret}`, 'perhead-book': 'halyard', cookie: '' },
      });
    assert.equal((await ask('/v1/figures')).status(), 200);
    assert.equal((await ask('/v1/payments')).status(), 403);
    await row.getByRole('button', { name: 'End' }).click();
    await row.getByText('ended').waitFor();
    assert.equal((await ask('/v1/figures')).status(), 401);
  });
});

test('a file of members is checked, brought in, and sent again without harm', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const rows = Array.from({ length: 30 }, (_, n) => `filed${n},Filed ${n}`);
  const file = (lines) => ({
    name: 'members.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['login,name', ...lines, ''].join('\n')),
  });
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await open('office/players');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('File').setInputFiles(file([...rows, 'Bad Login,Nobody']));
    await dialog.getByRole('button', { name: 'Check the file' }).click();
    await dialog.getByText('30 members can be created.').waitFor();
    await dialog.getByRole('row', { name: /32.*login/ }).waitFor();
    await dialog.getByLabel('Leave out the lines that are wrong').check();
    await dialog.getByRole('button', { name: 'Create 30 members' }).click();
    await dialog.getByText('30 members created.').waitFor();
    await dialog.getByRole('button', { name: 'Check the file' }).click();
    await dialog.getByText('30 members stand in it, 30 of them created before.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });
  const { items } = await dana.get('/v1/members?search=filed29');
  assert.equal(items.length, 1);
});
