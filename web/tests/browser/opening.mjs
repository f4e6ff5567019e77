// What must be on the books before the first games start: a bet that the settlement will decide.

import { marketOf, openFixtures, Person } from './person.mjs';

let laid = null;

async function lay() {
  const ben = await Person.signIn('halyard', 'benabbott');
  const dana = await Person.signIn('halyard', 'dana');
  const [member] = (await dana.get('/v1/members?search=benabbott')).items;
  await dana.ask('POST', '/v1/payments', {
    member_id: member.id,
    kind: 'receipt',
    method: 'cash',
    amount: { amount: 100_000, currency: 'USD' },
  });
  const fixture = (await openFixtures(ben)).at(-1);
  const market = marketOf(fixture, 'moneyline');
  const ticket = await ben.bet([{ market, side: 'home' }], 5_000);
  return { fixture, ticket };
}

/** A straight bet on the home side of the first game to start, by `benabbott` of Halyard. */
export function earlyBet() {
  laid ??= lay();
  return laid;
}
