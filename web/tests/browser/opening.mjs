// What must be on the books before games start: bets that a settlement will decide. One on each
// wave of the Sunday's games, so that whenever the desk is visited, one of them is being played.

import { marketOf, openFixtures, Person } from './person.mjs';

const waves = ['17:00:00', '20:05:00', '20:25:00', '00:20:00'];
let laid = null;

async function fund(login) {
  const dana = await Person.signIn('halyard', 'dana');
  const [member] = (await dana.get(`/v1/members?search=${login}`)).items;
  await dana.ask('POST', '/v1/payments', {
    member_id: member.id,
    kind: 'receipt',
    method: 'cash',
    amount: { amount: 100_000, currency: 'USD' },
  });
}

async function lay() {
  await fund('benabbott');
  const ben = await Person.signIn('halyard', 'benabbott');
  const soonest = (await openFixtures(ben)).reverse();
  const bets = [];
  for (const wave of waves) {
    const fixture = soonest.find(({ starts_at: start }) => start.includes(`T${wave}`));
    const legs = [{ market: marketOf(fixture, 'moneyline'), side: 'home' }];
    bets.push({ fixture, ticket: await ben.bet(legs, 5_000) });
  }
  return bets;
}

/** Straight bets on the home sides of Sunday's games, by `benabbott` of Halyard. */
export function sundayBets() {
  laid ??= lay();
  return laid;
}
