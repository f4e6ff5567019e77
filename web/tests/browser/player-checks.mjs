// What the player's screens must hold whoever looks: numbers of rows and steps, widths, text sizes,
// a lost network, colours that are the reader's own, paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketOf, moveHomeSpread, openFixtures, Person, provider } from './person.mjs';
import { fillSlip, priceOf, spreadOf } from './slip.mjs';
import { asVisitor, holdsNothingSideways, phone, settled, until } from './visit.mjs';

const playerPaths = [
  '',
  'live',
  'bets',
  'wallet',
  'wallet/withdraw',
  'limits',
  'messages',
  'account',
  'settings',
  'rules',
  'more',
];

test('a phone shows four whole games, and a rotation number finds its side', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open('soon');
    await open(`league/${encodeURIComponent('NFL')}`);
    await page.locator('.fixture .matrix').nth(3).waitFor();
    const whole = await page.evaluate(() => {
      const bottom = document.querySelector('.bottom-bar').getBoundingClientRect().top;
      return [...document.querySelectorAll('.fixture')]
        .map((one) => one.getBoundingClientRect())
        .filter(({ top, bottom: end }) => top >= 0 && end <= bottom).length;
    });
    assert.ok(whole >= 4, `${whole} whole games above the bars`);
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.type(String(game.rotation_away));
    await page.locator('.matches button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/is on the slip/).waitFor();
    await page.locator('.slip-bar').waitFor();
  });
});

test('held still, the board does not move and says so', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const dana = await Person.signIn('halyard', 'dana');
  const line = await provider();
  const game = (await openFixtures(sam))[2];
  const market = marketOf(game, 'spread');
  await asVisitor('halyard', 'sam', {}, async ({ page, open }) => {
    await open('settings');
    await page.getByRole('radio', { name: /^Paused/ }).check();
    await open('');
    const price = priceOf(page, game, 'spread', 'home');
    const before = await price.innerText();
    await moveHomeSpread(line, market, -131);
    // What is told after the move is there, so the move was told as well.
    const [member] = (await dana.get('/v1/members?search=sam')).items;
    await dana.ask('POST', '/v1/messages', { member_id: member.id, text: 'The line moved.' });
    await page
      .locator('.rail')
      .getByRole('link', { name: /^Messages \d/ })
      .waitFor();
    assert.equal(await price.innerText(), before);
    await page.getByText('Prices paused').waitFor();
    await open('settings');
    await page.getByRole('radio', { name: /^On / }).check();
    await open('');
    await page.getByText('Prices live').waitFor();
  });
});

test('Place is in sight when the keyboard takes half of the screen', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  const picks = [{ fixture: game, kind: 'moneyline', side: 'home' }];
  await asVisitor('halyard', 'sam', { size: phone, touch: true }, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, picks, '10');
    await page.setViewportSize({ width: 390, height: 500 });
    await page.locator('.amount input').focus();
    const box = await place.boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 500, JSON.stringify(box));
  });
});

test('points and price of a ticket are those of its hour, whatever the line did', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const line = await provider();
  const game = (await openFixtures(sam))[3];
  const pick = spreadOf(game);
  const ticket = await sam.bet([pick], 1_100);
  const [leg] = ticket.legs;
  await moveHomeSpread(line, pick.market, -142);
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open(`bets/${ticket.id}`);
    await page.getByRole('heading', { name: 'How it was decided' }).waitFor();
    const text = (await page.locator('main').innerText()).replaceAll('−', '-');
    assert.ok(text.includes(leg.points.replace('+', '')), leg.points);
    assert.ok(text.includes(String(leg.odds.american)), String(leg.odds.american));
    // The story is a list in order, each step with its time.
    const story = page.locator('ol.story, ol').first();
    assert.ok((await story.locator('li').count()) > 0);
  });
});

test('three taps from the board exclude somebody, and no limit is suggested', async () => {
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open();
    await page.getByRole('link', { name: /^More/ }).click();
    await page.getByRole('link', { name: /^Limits and breaks/ }).click();
    await page.getByRole('button', { name: /^Exclude myself/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Loss in a week/ }).click();
    assert.equal(await dialog.getByRole('textbox').first().inputValue(), '');
  });
});

test('every movement of the statement that has a ticket opens it', async () => {
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open('wallet');
    const line = page.getByRole('link', { name: /Ticket [0-9A-Z]{3}-[0-9A-Z]{4}/ }).first();
    const [number] = /[0-9A-Z]{3}-[0-9A-Z]{4}/.exec(await line.innerText());
    await line.click();
    await page.getByText(number).first().waitFor();
  });
});

test('the form to join fills by itself, keeps what was typed, and ticks nothing', async () => {
  await asVisitor('halyard', null, { size: phone }, async ({ page, open }) => {
    await open('join');
    const fields = await page
      .locator('form input:not([type=checkbox])')
      .evaluateAll((all) => all.map((one) => one.autocomplete));
    assert.deepEqual(
      fields.filter((word) => word === ''),
      [],
    );
    assert.ok(['name', 'bday', 'email', 'new-password'].every((word) => fields.includes(word)));
    assert.equal(await page.locator('form input[type=checkbox]:checked').count(), 0);
    await page.getByLabel('Full name').fill('Paul Patient');
    await page.getByLabel('Password', { exact: true }).fill('a secret of mine');
    await page.reload();
    await settled(page);
    assert.equal(await page.getByLabel('Full name').inputValue(), 'Paul Patient');
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '');
  });
});

test('no page of a player scrolls sideways, from 320 wide on', async () => {
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    for (const path of playerPaths) {
      await open(path);
      for (const width of [320, 390, 768, 1024, 1440]) {
        await page.setViewportSize({ width, height: 844 });
        await holdsNothingSideways(page, `${path || 'board'} at ${width}`);
      }
    }
  });
});

/** Twice as large letters, as the page's own root or as the browser's setting has them. */
async function enlarge(page, how) {
  if (how === 'browser') {
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    return;
  }
  await page.addInitScript(() => {
    const larger = () => {
      if (document.documentElement) document.documentElement.style.fontSize = '200%';
    };
    new MutationObserver(larger).observe(document, { childList: true });
    larger();
  });
}

test('letters twice as large still fit the page, and every price is whole', async () => {
  for (const how of ['root', 'browser']) {
    await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
      await enlarge(page, how);
      for (const path of playerPaths) {
        await open(path);
        await holdsNothingSideways(page, `${path || 'board'} with large letters of the ${how}`);
      }
      // Between two rounds nothing starts soon; the board has the next one.
      await open();
      await page.locator('.price').first().waitFor();
      const sizes = await page.evaluate(() => {
        const [price] = document.querySelectorAll('.price .odds');
        const cut = [...document.querySelectorAll('.price')].filter(
          (one) =>
            one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > innerWidth,
        );
        return { font: Number.parseFloat(getComputedStyle(price).fontSize), cut: cut.length };
      });
      assert.ok(sizes.font >= 25, `odds are ${sizes.font} pixels high`);
      assert.equal(sizes.cut, 0);
    });
  }
});

const longTeam = 'The Honourable Company of Northern Wanderers and Lake Rangers';

test('names of sixty letters and sums of twelve digits cover nothing', async () => {
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await page.route('**/v1/board?**', async (route) => {
      const answer = await route.fetch();
      const board = await answer.json();
      for (const fixture of board.leagues.flatMap((league) => league.fixtures)) {
        for (const side of ['home', 'away']) {
          Object.assign(fixture[side], { name: longTeam, short: longTeam });
        }
      }
      await route.fulfill({ response: answer, json: board });
    });
    await page.route('**/v1/balance?**', async (route) => {
      const answer = await route.fetch();
      const balance = await answer.json();
      const sum = { amount: 1_234_567_890_12, currency: 'USD' };
      await route.fulfill({ response: answer, json: { ...balance, available: sum, balance: sum } });
    });
    for (const width of [320, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await open('');
      await page.locator('.matrix').first().waitFor({ state: 'attached' });
      await page.locator('.team b').getByText(longTeam).first().waitFor();
      await holdsNothingSideways(page, `long names at ${width}`);
      const covered = await page.evaluate(() => {
        const box = (one) => one.getBoundingClientRect();
        const meet = (one, other) =>
          one.left < other.right - 1 &&
          other.left < one.right - 1 &&
          one.top < other.bottom - 1 &&
          other.top < one.bottom - 1;
        return [...document.querySelectorAll('.fixture')].slice(0, 4).filter((fixture) => {
          const names = [...fixture.querySelectorAll('.team')].map(box);
          const prices = [...fixture.querySelectorAll('.price')].map(box);
          return names.some((name) => prices.some((price) => meet(name, price)));
        }).length;
      });
      assert.equal(covered, 0, `prices under names at ${width}`);
    }
    await page.setViewportSize(phone);
    for (const path of ['', 'wallet', 'wallet/withdraw']) {
      await open(path);
      await page.getByText('1,234,567,890.12').first().waitFor();
      await holdsNothingSideways(page, `twelve digits in ${path || 'board'}`);
    }
  });
});

test('what moved, and how a leg stands, is told by shape and word, not by colour', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const line = await provider();
  const game = (await openFixtures(sam))[5];
  const market = marketOf(game, 'spread');
  await moveHomeSpread(line, market, -110);
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open('');
    const price = priceOf(page, game, 'spread', 'home');
    // What came before the stream was caught up marks nothing.
    let step = 111;
    await until('moves are marked', async () => {
      step += 1;
      await moveHomeSpread(line, market, -step);
      return /better|worse/.test(await price.getAttribute('class'));
    });
    const shape = async (american, word) => {
      await moveHomeSpread(line, market, american);
      await until(`the price is ${word}`, async () =>
        (await price.getAttribute('class')).split(' ').includes(word),
      );
      return price.locator('svg').first().innerHTML();
    };
    const worse = await shape(-180, 'worse');
    const better = await shape(-104, 'better');
    assert.notEqual(worse, better, 'two shapes for two meanings');
  });
  await asVisitor('halyard', 'adaabbott', { size: phone }, async ({ page, open }) => {
    await open('bets');
    await page.getByRole('tab', { name: /Settled/ }).click();
    await page.locator('.card.ticket .dot').first().waitFor();
    const marks = await page
      .locator('.card.ticket .dot')
      .evaluateAll((all) =>
        all.map((one) => `${one.querySelector('svg')?.innerHTML ?? ''} ${one.textContent.trim()}`),
      );
    const words = marks.map((one) => one.replace(/<.*>/, '').trim());
    assert.ok(words.every((one) => one !== ''));
    assert.equal(new Set(marks).size, new Set(words).size, 'one shape for one word');
  });
});

test('without a network the slip is kept and Place waits, and both come back', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  const picks = [{ fixture: game, kind: 'moneyline', side: 'away' }];
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open();
    const place = await fillSlip(page, picks, '12');
    const ready = await place.innerText();
    await page.context().setOffline(true);
    await until('Place waits', async () => (await place.getAttribute('aria-disabled')) === 'true');
    assert.notEqual(await place.innerText(), ready);
    assert.equal(await page.locator('.amount input').inputValue(), '12');
    await page.context().setOffline(false);
    await until('Place is back', async () => (await place.innerText()) === ready);
  });
});

test('with colours of their own, and on paper, readers see what is meant', async () => {
  const sam = await Person.signIn('halyard', 'sam');
  const [game] = await openFixtures(sam);
  await asVisitor('halyard', 'sam', { size: phone }, async ({ page, open }) => {
    await open();
    const price = priceOf(page, game, 'spread', 'home');
    await price.click();
    await page.emulateMedia({ forcedColors: 'active' });
    const look = await price.evaluate((one) => ({
      border: Number.parseFloat(getComputedStyle(one).borderTopWidth),
      mark: one.querySelector('svg') !== null,
      pressed: one.getAttribute('aria-pressed'),
    }));
    assert.ok(look.border >= 1 && look.mark && look.pressed === 'true', JSON.stringify(look));
    await page.emulateMedia({ forcedColors: 'none', media: 'print' });
    for (const frame of ['.bottom-bar', '.slip-bar']) {
      assert.equal(await page.locator(frame).isVisible(), false, `${frame} on paper`);
    }
    assert.equal(await price.isVisible(), true);
  });
});
