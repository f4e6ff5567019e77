// A person's browser: signed in, in a size and theme, with everything that goes wrong on the page
// remembered. And what every screen must hold: nothing to scroll sideways, nothing that a screen
// reader stumbles over.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { onStage, password } from './stage.mjs';

export const phone = { width: 390, height: 844 };
export const desk = { width: 1440, height: 900 };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = fileURLToPath(new URL('../shots', import.meta.url));
const patienceMilliseconds = 15_000;

function remember(page, faults) {
  page.on('pageerror', (error) => faults.push(`page error: ${error}`));
  page.on('response', async (response) => {
    // 503 asks to come again, and the apps do; whoever breaks says 500.
    if (response.status() !== 500) return;
    const body = await response.text().catch(() => '');
    faults.push(`${response.status()} ${response.url()} ${body}`);
  });
}

/**
 * Opens a browser of its own; `login` null stays outside the door. `origin` is that of another
 * server than the stage's, `person` somebody whose session is taken over.
 */
export async function visit(slug, login, options = {}) {
  const { size = desk, theme = 'light', touch = false, locale = 'en-US', person } = options;
  const { origin: stage, browser } = await onStage();
  const origin = options.origin ?? stage;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    hasTouch: touch,
    locale,
    timezoneId: 'America/New_York',
    // Pictures and checks want colours that have arrived, not ones on their way.
    reducedMotion: 'reduce',
    // The page's own policy forbids foreign code, and axe is foreign.
    bypassCSP: true,
  });
  context.setDefaultTimeout(patienceMilliseconds);
  const page = await context.newPage();
  const faults = [];
  remember(page, faults);
  if (person) await context.addCookies([person.cookie]);
  if (login) {
    const answer = await context.request.post(`${origin}/v1/session`, {
      headers: { 'Perhead-Book': slug },
      data: { login, password },
    });
    assert.equal(answer.status(), 200, `${login} cannot sign in to ${slug}`);
  }
  const base = slug ? `${origin}/b/${slug}/` : `${origin}/`;
  return {
    page,
    faults,
    open: async (path = '') => {
      await page.goto(base + path);
      await settled(page);
    },
    leave: async () => {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

/** Runs a journey in a browser that is closed whatever happens. */
export async function asVisitor(slug, login, options, journey) {
  const visitor = await visit(slug, login, options);
  try {
    await journey(visitor);
  } catch (error) {
    mkdirSync(shots, { recursive: true });
    await visitor.page.screenshot({ path: `${shots}/failed-${login ?? 'door'}.png` });
    await visitor.page.context().close();
    throw error;
  }
  await visitor.leave();
}

/** Waits until what was asked for is on the page: a heading, and nothing that still loads. */
export async function settled(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('h1, h2') !== null &&
      document.querySelector('.skeleton, [aria-busy="true"]') === null,
  );
}

/** Asks again and again until the answer is true; fails with the words after a while. */
export async function until(words, question, within = patienceMilliseconds) {
  const end = Date.now() + within;
  for (;;) {
    const found = await question();
    if (found) return found;
    assert.ok(Date.now() < end, `never came true: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The number an amount on the page stands for, in minor units. */
export function minor(text) {
  const found = /([+−-]?)([\d,]+)(?:\.(\d{2}))?/.exec(text.replaceAll(/\s/g, ''));
  assert.ok(found, `no amount in "${text}"`);
  const [, sign, whole, cents = '00'] = found;
  const amount = Number(whole.replaceAll(',', '')) * 100 + Number(cents);
  // A minus before nothing is nothing as well.
  return sign === '−' || sign === '-' ? 0 - amount : amount;
}

export async function holdsNothingSideways(page, name) {
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  assert.ok(wide <= window, `${name} is ${wide} wide in a window of ${window}`);
}

/** Nothing serious or critical by the WCAG 2.2 AA rules of axe-core. */
export async function isAccessible(page, name) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await globalThis.axe.run(document, { runOnly: rules });
    // A price is named in words, because not every screen reader says signs: "minus 110" stands
    // for the printed −110.
    const isMeant = (id, html) => id === 'label-content-name-mismatch' && /class="price/.test(html);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [
        id,
        nodes.map(({ html }) => html).filter((one) => !isMeant(id, one)),
      ])
      .filter(([, places]) => places.length > 0)
      .map(([id, places]) => `${id}, ${places.length} times, as in ${places[0]}`);
  });
  assert.deepEqual(found, [], name);
}

/** One screen in both sizes and both themes: pictures of all four, and its checks. */
export async function examine(page, name) {
  mkdirSync(shots, { recursive: true });
  for (const [size, theme] of [
    [phone, 'light'],
    [phone, 'dark'],
    [desk, 'dark'],
    [desk, 'light'],
  ]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    await page.screenshot({ path: `${shots}/${name}-${size.width}-${theme}.png` });
    await holdsNothingSideways(page, `${name} at ${size.width}`);
    const checked = (size === phone) === (theme === 'light');
    if (checked) await isAccessible(page, `${name} at ${size.width}, ${theme}`);
  }
}

/** Opens a path, lets `prepare` bring it into the wanted state, and examines it. */
export async function look(visitor, name, path, prepare) {
  await visitor.open(path);
  if (prepare) await prepare(visitor.page);
  await examine(visitor.page, name);
}
