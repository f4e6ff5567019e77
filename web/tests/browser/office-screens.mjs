// The screens of the people of a book and of the provider, in both sizes and both themes.

import { test } from 'node:test';
import { Person } from './person.mjs';
import { look, visit } from './visit.mjs';

const officePaths = {
  dashboard: '',
  ticker: 'ticker',
  exposure: 'exposure',
  lines: 'lines',
  writer: 'writer',
  cashier: 'cashier',
  payouts: 'cashier?view=withdrawals',
  reconciliation: 'cashier?view=reconciliation',
  approvals: 'approvals',
  limits: 'rules',
  stops: 'rules?part=stops',
  'free-play': 'rules?part=free-play',
  methods: 'rules?part=methods',
  grading: 'rules?part=grading',
  desk: 'rules?part=desk',
  jurisdiction: 'rules?part=jurisdiction',
  brand: 'rules?part=brand',
  codes: 'rules?part=codes',
  keys: 'rules?part=keys',
  preferences: 'preferences',
  players: 'players',
  settlement: 'settlement',
  figures: 'figures',
  weeks: 'weeks',
  deals: 'deals',
  disputes: 'disputes?disputes=all',
  reports: 'reports',
  'reports-type': 'reports?by=type',
  events: 'events',
};

test('screens of the back office', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [fixture] = (await dana.get('/v1/fixtures?state=settled')).items;
  const [coming] = (await dana.get('/v1/fixtures?state=upcoming')).items;
  const [member] = (await dana.get('/v1/members?search=adaabbott')).items;
  const [worst] = (await dana.get('/v1/exposure')).fixtures;
  const visitor = await visit('halyard', 'dana');
  for (const [name, path] of Object.entries(officePaths)) {
    await look(visitor, `office-${name}`, `office/${path}`);
  }
  await look(visitor, 'office-game', `office/settlement?fixture=${fixture.id}`);
  await look(visitor, 'office-coming', `office/settlement?fixture=${coming.id}`);
  await look(visitor, 'office-drill', `office/exposure?fixture=${worst.fixture_id}`);
  await look(visitor, 'office-lines-game', `office/lines?fixture=${coming.id}`);
  await look(visitor, 'office-member', `office/players/${member.id}`);
  await look(visitor, 'office-payment', `office/players/${member.id}`, async (page) => {
    await page.getByRole('button', { name: 'Record payment' }).click();
  });
  for (const [name, path, button] of [
    ['limit', 'rules', 'New limit'],
    ['stop', 'rules?part=stops', 'Stop betting'],
    ['method', 'rules?part=methods', 'Change Bank'],
    ['void', `settlement?fixture=${coming.id}`, 'Void or cancel all bets'],
    ['lend', `players/${member.id}`, 'Lend credit until a time'],
    ['keep-away', `players/${member.id}`, 'Keep away'],
    ['deal', 'deals', 'New deal'],
  ]) {
    await look(visitor, `dialog-${name}`, `office/${path}`, async (page) => {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
    });
  }
  await look(visitor, 'office-palette', 'office/', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('abbott');
    await page.getByRole('option', { name: /adaabbott/ }).waitFor();
  });
  await visitor.leave();
});

test('screens of a branch and of the provider', async () => {
  const agent = await visit('halyard', 'ida');
  await look(agent, 'agent-dashboard', 'office/');
  await look(agent, 'agent-figures', 'office/figures');
  await agent.leave();
  const admin = await visit('platform', 'admin');
  await look(admin, 'provider-books', 'office/');
  await admin.leave();
});
