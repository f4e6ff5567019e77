// Ways in: second factors from setting up to losing the device, proofs for what is sensitive,
// passwords; each over the screens, at a house whose clock is that of a device.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { atHouse, word } from './house.mjs';
import { Person } from './person.mjs';
import { asVisitor, examine, phone, until } from './visit.mjs';

const dialogOf = (page) => page.getByRole('dialog');
const stepMilliseconds = 30_000;

/** A phone with an authenticator app (RFC 4226, RFC 6238): never shows the code of a step twice. */
class Device {
  #secret;
  #last = 0;

  constructor(secret) {
    const bits = [...secret.replaceAll(/\s/g, '')]
      .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
      .join('');
    this.#secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  }

  /** The code of now, or of the next step where that of now was shown before. */
  async shows() {
    const now = () => Math.floor(Date.now() / stepMilliseconds);
    // The server takes a code one step ahead of its clock, and none further.
    await until('the next code is near', () => this.#last <= now(), 2 * stepMilliseconds);
    this.#last = Math.max(now(), this.#last + 1);
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(this.#last));
    const digest = createHmac('sha1', this.#secret).update(step).digest();
    const number = digest.readUInt32BE(digest[19] % 16) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
  }
}

/** Sets a second factor up from where its first button is; answers the device and the codes. */
async function setUp(page) {
  await page.getByRole('button', { name: 'Show me the code for the app' }).click();
  const secret = await page.locator('.copyable code').innerText();
  const device = new Device(secret);
  await page.getByRole('img', { name: 'Picture for the authenticator app' }).waitFor();
  await page.getByLabel('Six digits').fill(await device.shows());
  await page.getByRole('button', { name: 'Put it in force' }).click();
  await page.locator('.recovery-codes li').first().waitFor();
  const codes = await page.locator('.recovery-codes li').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  return { device, codes };
}

async function typeIn(page, login) {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('what is sensitive asks again who one is, and is done after it', async () => {
  const { origin, boss, early, since } = await atHouse();
  await asVisitor('harbour', null, { origin, person: early }, async ({ page, open }) => {
    await open('office/rules?part=keys');
    const settings = await boss.get('/v1/jurisdiction');
    const { version: _version, changed_at: _changed, ...rules } = settings;
    rules.access.staff_idle_seconds = 60;
    await until('the proof is a minute old', () => Date.now() - since > 61_000, 62_000);
    await boss.ask('POST', '/v1/session/proof', { password: word });
    await boss.ask('PUT', '/v1/jurisdiction', rules);
    await page.getByRole('button', { name: 'New key' }).click();
    const issue = dialogOf(page).filter({ hasText: 'Ends after' });
    await issue.getByLabel('Name').fill('Nightly file');
    await issue.getByRole('checkbox', { name: 'See figures' }).check();
    await issue.getByRole('button', { name: /^Issue key/ }).click();
    const asked = dialogOf(page).filter({ hasText: 'Is it still you?' });
    await asked.getByLabel('Your password').fill('something else');
    await asked.getByRole('button', { name: 'It is me' }).click();
    await asked.getByText('This is not your password.').waitFor();
    await examine(page, 'office-proof');
    await asked.getByLabel('Your password').fill(word);
    await asked.getByRole('button', { name: 'It is me' }).press('Enter');
    await dialogOf(page).getByLabel('Secret').waitFor();
    await dialogOf(page).getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('row', { name: /Nightly file/ }).waitFor();
  });
  const { items } = await boss.get('/v1/api-keys');
  assert.equal(items.length, 1, 'what was asked once is done once');
  const settings = await boss.get('/v1/jurisdiction');
  const { version: _version, changed_at: _changed, ...rules } = settings;
  rules.access.staff_idle_seconds = 900;
  await boss.ask('PUT', '/v1/jurisdiction', rules);
});

test('a player sets a second factor up, shows it at the door, and takes it away', async () => {
  const { origin } = await atHouse();
  let kept;
  await asVisitor('harbour', null, { origin, size: phone }, async ({ page, open }) => {
    await open();
    await typeIn(page, 'pat');
    await page
      .getByRole('link', { name: /More|Account/ })
      .first()
      .waitFor();
    await open('account');
    await page.getByText('not set up').waitFor();
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('button', { name: 'Show me the code for the app' }).waitFor();
    kept = await setUp(page);
    await examine(page, 'player-recovery-codes');
    await page.setViewportSize(phone);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 of 10 left').waitFor();
    await examine(page, 'player-ways-in');
  });
  await asVisitor('harbour', null, { origin, size: phone }, async ({ page, open }) => {
    await open();
    await typeIn(page, 'pat');
    await examine(page, 'player-code');
    await page.setViewportSize(phone);
    const code = page.getByLabel('Code of your device, or a recovery code');
    await code.fill('AAAA-BBBB-CCCC-DDDD');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await code.fill(await kept.device.shows());
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await code.waitFor({ state: 'detached' });
  });
  await asVisitor('harbour', null, { origin, size: phone }, async ({ page, open }) => {
    await open();
    await typeIn(page, 'pat');
    await page.getByLabel('Code of your device, or a recovery code').fill(kept.codes[4]);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page
      .getByRole('link', { name: /More|Account/ })
      .first()
      .waitFor();
    await open('account');
    await page.getByText('9 of 10 left').waitFor();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await dialogOf(page).getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('not set up').waitFor();
  });
});

test('a player chooses a new password, and only that opens the account', async () => {
  const { origin } = await atHouse();
  await asVisitor('harbour', null, { origin, size: phone }, async ({ page, open }) => {
    await open();
    await typeIn(page, 'pat');
    await page
      .getByRole('link', { name: /More|Account/ })
      .first()
      .waitFor();
    await open('account');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialogOf(page).getByLabel('Password until now').fill('something else');
    await dialogOf(page).getByLabel('New password', { exact: true }).fill('granite 1902');
    await dialogOf(page).getByLabel('The new password again').fill('granite 1902');
    await dialogOf(page).getByRole('button', { name: 'Change it and sign in anew' }).click();
    await dialogOf(page).getByText('This is not your password.').waitFor();
    await examine(page, 'player-password');
    await dialogOf(page).getByLabel('Password until now').fill(word);
    await dialogOf(page).getByRole('button', { name: 'Change it and sign in anew' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
  const pat = await Person.signIn('harbour', 'pat', 'granite 1902', origin);
  assert.equal(pat.member.login, 'pat');
});

test('a lost password is replaced by a link that is shown once', async () => {
  const { origin, boss } = await atHouse();
  const body = { role: 'player', login: 'quin', name: 'Quin Player', status: 'active' };
  const { member, invitation_url: first } = await boss.ask('POST', '/v1/members', body);
  const quin = Person.before('harbour', origin);
  await quin.ask('POST', `/v1/invitations/${first.split('/').at(-1)}`, { password: word });
  let link;
  await asVisitor('harbour', null, { origin, person: boss }, async ({ page, open }) => {
    await open(`office/players/${member.id}`);
    await page.getByRole('button', { name: 'Lost password' }).click();
    await dialogOf(page).getByRole('button', { name: 'Make a link for quin' }).click();
    const asked = dialogOf(page).filter({ hasText: 'Is it still you?' });
    const shown = dialogOf(page).getByLabel('Invitation link');
    await shown.or(asked).first().waitFor();
    if (await asked.isVisible()) {
      await asked.getByLabel('Your password').fill(word);
      await asked.getByRole('button', { name: 'It is me' }).click();
    }
    await shown.waitFor();
    link = await shown.inputValue();
    await dialogOf(page).getByText('It works until').waitFor();
    await examine(page, 'office-reset-link');
    await dialogOf(page).getByRole('button', { name: 'Done' }).click();
    assert.equal(await shown.count(), 0, 'it is not shown again');
  });
  const another = 'granite 1902 harbour';
  await asVisitor('harbour', null, { origin, size: phone }, async ({ page, open }) => {
    await open(new URL(link).pathname.replace('/b/harbour/', ''));
    await page.getByLabel('Password', { exact: true }).fill(another);
    await page.getByLabel('The same password again').fill(another);
    await examine(page, 'reset-page');
    await page.setViewportSize(phone);
    await page.getByRole('button', { name: 'Set this password' }).click();
    await page.getByRole('link', { name: 'Sign in as quin' }).click();
    await page.getByLabel('Login').fill('quin');
    await page.getByLabel('Password', { exact: true }).fill(another);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page
      .getByRole('link', { name: /More|Account/ })
      .first()
      .waitFor();
  });
  const login = { login: 'quin', password: word };
  const old = await Person.before('harbour', origin).send('POST', '/v1/session', login);
  assert.equal(old.body.code, 'bad_credentials');
});

test('a house that asks for a second factor opens its office to nobody without', async () => {
  const { origin } = await atHouse();
  const kim = await Person.signIn('harbour', 'kim', word, origin);
  await asVisitor('harbour', null, { origin }, async ({ page, open }) => {
    await open('office/');
    await typeIn(page, 'boss');
    await page.getByRole('navigation').first().waitFor();
    await open('office/preferences');
    await page.getByRole('button', { name: 'Set up' }).click();
    await setUp(page);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 of 10 left').waitFor();
    await examine(page, 'office-ways-in');
    await open('office/rules?part=jurisdiction');
    await page.getByRole('checkbox', { name: /second factor/i }).check();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await dialogOf(page).getByRole('button', { name: 'Set 1 values' }).click();
    await dialogOf(page).waitFor({ state: 'detached' });
  });
  assert.equal((await kim.send('GET', '/v1/members')).body.code, 'second_factor_required');
  await asVisitor('harbour', null, { origin, locale: 'es-ES' }, async ({ page, open }) => {
    await open('office/');
    await page.getByLabel('Usuario').fill('kim');
    await page.getByLabel('Contraseña', { exact: true }).fill(word);
    await page.getByRole('button', { name: 'Entrar', exact: true }).click();
    await page.getByText('Esta casa pide un segundo factor.').waitFor();
    await page.getByRole('button', { name: 'Mostrar el código para la aplicación' }).click();
    await examine(page, 'office-gate-es');
    const device = new Device(await page.locator('.copyable code').innerText());
    await page.getByLabel('Seis cifras').fill(await device.shows());
    await page.getByRole('button', { name: 'Activarlo' }).click();
    await page.getByRole('button', { name: 'Los he guardado' }).click();
    await page.getByRole('navigation').first().waitFor();
  });
});
