// The budgets of both apps, measured in the browser: first odds on a slow phone, a storm of
// prices, a very long list. A loaded machine makes any single measurement worse, never better, so
// each budget must be met by the best of a few rounds, and stretches by as much as the machine is
// shared at that moment. On a quiet machine it stands as it is written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFixtures, Person } from './person.mjs';
import { priceOf } from './slip.mjs';
import { whileServerRests } from './stage.mjs';
import { asVisitor, phone, settled } from './visit.mjs';

const slowPhone = 4;
/** Slow 4G as laboratories have it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const rounds = 6;

async function slowly(page, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return session;
}

/**
 * How many times slower than alone a program runs here at the moment: a busy loop's time on the
 * wall against its time on a core. 1 on a machine that does nothing else.
 */
function contention() {
  const wall = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - wall < 250);
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, (performance.now() - wall) / ((user + system) / 1000));
}

/** The first round that holds every budget; else all rounds, so that the failure says how far. */
async function bestOf(measure, holds) {
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = contention();
    const measured = await measure();
    const crowd = Math.max(before, contention());
    seen.push({ ...measured, crowd });
    if (holds(measured, crowd)) return measured;
  }
  return assert.fail(`no round held the budget: ${JSON.stringify(seen)}`);
}

test('the first odds are there within two seconds on a slow phone and slow 4G', async () => {
  const options = { size: phone, touch: true };
  const measure = async () => {
    let painted = 0;
    await asVisitor('halyard', 'sam', options, async ({ page, open }) => {
      const session = await slowly(page, slowPhone);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      await session.send('Network.emulateNetworkConditions', slow4g);
      await open();
      await page.locator('.price').first().waitFor();
      painted = await page.evaluate(
        () =>
          new Promise((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
              type: 'largest-contentful-paint',
              buffered: true,
            });
          }),
      );
    });
    return { painted: Math.round(painted) };
  };
  await bestOf(measure, ({ painted }, crowd) => painted <= 2_000 * crowd);
});

/** Catches the page's event source, so that a test can blow messages into it. */
function catchLiveSource() {
  const Real = globalThis.EventSource;
  globalThis.EventSource = class extends Real {
    constructor(...words) {
      super(...words);
      globalThis.liveSource = this;
    }
  };
}

/** Runs in the page: 200 changes a second for a while, and what they did to its frames. */
async function storm({ markets, seconds }) {
  const frames = [];
  const shifts = [];
  const watch = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  watch.observe({ type: 'layout-shift' });
  let last = performance.now();
  const end = last + seconds * 1000;
  let changes = 0;
  const began = last;
  await new Promise((resolve) => {
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      while (changes < ((now - began) / 1000) * 200) {
        const [fixture_id, market] = markets[changes % markets.length];
        changes += 1;
        market.version += 1;
        for (const one of market.selections) {
          one.odds = {
            ...one.odds,
            american: one.odds.american > 0 ? 101 + (changes % 99) : -101 - (changes % 99),
          };
        }
        const content = JSON.stringify({ fixture_id, market });
        globalThis.liveSource.dispatchEvent(new MessageEvent('market', { data: content }));
      }
      if (now < end) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  watch.disconnect();
  frames.shift();
  frames.sort((one, other) => one - other);
  const shift = shifts
    .filter((one) => !one.hadRecentInput)
    .reduce((sum, one) => sum + one.value, 0);
  return { p99: Math.round(frames[Math.floor(frames.length * 0.99)]), shift, changes };
}

test('a storm of 200 prices a second moves nothing and drops no typing', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const fixtures = await openFixtures(sam);
  const markets = fixtures.flatMap((one) => one.markets.map((market) => [one.id, market]));
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await page.addInitScript(catchLiveSource);
    await open();
    await page.waitForFunction(() => globalThis.liveSource?.readyState === 1);
    await slowly(page, slowPhone);
    const boxes = () =>
      page
        .locator('.price')
        .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    await whileServerRests(async () => {
      const before = await boxes();
      await bestOf(
        () => page.evaluate(storm, { markets, seconds: 3 }),
        ({ p99, shift, changes }, crowd) => p99 < 35 * crowd && shift === 0 && changes >= 590,
      );
      assert.deepEqual(await boxes(), before, 'every price stands where it stood');
    });
    await priceOf(page, fixtures[0], 'spread', 'home').click();
    await page.locator('.slip-bar button').click();
    const typed = page.locator('.amount input');
    const blowing = page.evaluate(storm, { markets, seconds: 3 });
    await typed.pressSequentially('1234', { delay: 40 });
    assert.equal(await typed.inputValue(), '1234', 'no key was lost');
    await blowing;
  });
});

/** Runs in the page before it: the ticker's list is very long, made of one ticket of the book. */
function answerManyTickets({ ticket, count }) {
  const start = Date.parse(ticket.accepted_at);
  const real = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    if (!/\/v1\/tickets\?/.test(request.url ?? request)) return real(request, ...rest);
    const items = Array.from({ length: count }, (_, n) => ({
      ...ticket,
      id: `${ticket.id}-${n}`,
      number: `T-${n}`,
      accepted_at: new Date(start - n * 1000).toISOString(),
    }));
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify({ items, next_cursor: null }), { headers });
  };
}

/** Runs in the page: scrolls through the whole list and says how the frames went. */
async function scrollThrough(selector) {
  const box = document.querySelector(selector);
  const frames = [];
  let most = 0;
  let last = performance.now();
  const steps = 150;
  for (let step = 0; step <= steps; step += 1) {
    box.scrollTop = ((box.scrollHeight - box.clientHeight) * step) / steps;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
    most = Math.max(most, box.querySelectorAll('tbody tr').length);
  }
  frames.shift();
  frames.sort((one, other) => one - other);
  return { p95: Math.round(frames[Math.floor(frames.length * 0.95)]), most };
}

test('a hundred thousand tickets scroll smoothly, the last one is a real row', async () => {
  const dana = await Person.signIn('halyard', 'dana');
  const [ticket] = (await dana.get('/v1/tickets?limit=1')).items;
  const count = 100_000;
  await asVisitor('halyard', 'dana', {}, async ({ page, open }) => {
    await page.addInitScript(answerManyTickets, { ticket, count });
    await open('office/ticker');
    await page.locator('.ticket-table tbody tr').nth(20).waitFor();
    await settled(page);
    const list = '.ticker-list .scroller';
    await whileServerRests(async () => {
      await bestOf(
        () => page.evaluate(scrollThrough, list),
        ({ p95, most }, crowd) => p95 <= 34 * crowd && most <= 90,
      );
      await page.locator(list).evaluate((box) => box.scrollTo(0, box.scrollHeight));
      await page.getByRole('button', { name: `T-${count - 1}`, exact: true }).waitFor();
    });
    const rows = page.locator('.ticket-table');
    // Bets that arrived meanwhile are rows too.
    assert.ok(Number(await rows.getAttribute('aria-rowcount')) > count);
  });
});
