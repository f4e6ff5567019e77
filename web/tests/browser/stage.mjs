// What every journey plays on: the real server in demonstration mode and one browser. Started
// once, ended by whoever started it; nothing here waits for a fixed time.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const binary =
  process.env.PERHEAD_BINARY ??
  fileURLToPath(new URL('../../../target/debug/perhead', import.meta.url));
const browserPath = process.env.CHROMIUM || '/usr/bin/chromium';
const browserFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** A minute of the book's clock in a second: the first games start while the journeys run. */
const speed = '60';
const seed = '7';
const startWithinMilliseconds = 120_000;

/** Every invented person of the demonstration has this password. */
export const password = 'look-around';

function demoEnvironment() {
  // The books are made anew each time and thrown away: memory is the right place for them.
  const memory = '/dev/shm';
  return existsSync(memory) ? { ...process.env, TMPDIR: memory } : process.env;
}

/** The address the server says it listens on. */
function listening(server) {
  return new Promise((resolve, reject) => {
    const said = [];
    const late = setTimeout(
      () => reject(new Error(`no address within two minutes:\n${said.join('\n')}`)),
      startWithinMilliseconds,
    );
    const hear = (line) => {
      said.push(line);
      const address = /^Perhead demo: (http:\/\/[\d.:]+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    createInterface({ input: server.stdout }).on('line', hear);
    createInterface({ input: server.stderr }).on('line', (line) => said.push(line));
    server.once('error', reject);
    server.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}:\n${said.join('\n')}`));
    });
  });
}

let stage = null;

async function start() {
  const words = ['demo', '--listen', '127.0.0.1:0', '--speed', speed, '--seed', seed];
  const server = spawn(binary, words, {
    env: demoEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    const [origin, browser] = await Promise.all([
      listening(server),
      chromium.launch({ executablePath: browserPath, args: browserFlags }),
    ]);
    return { origin, browser, server, ended };
  } catch (error) {
    server.kill();
    throw error;
  }
}

/** The running stage; the first call starts it. */
export function onStage() {
  stage ??= start();
  return stage;
}

/**
 * Does something while the server stands still: nothing on a page moves but what the page itself
 * does, and the server takes no core from the browser whose frames are counted.
 */
export async function whileServerRests(work) {
  const { server } = await onStage();
  server.kill('SIGSTOP');
  try {
    return await work();
  } finally {
    server.kill('SIGCONT');
  }
}

export async function leaveStage() {
  if (!stage) return;
  const { browser, server, ended } = await stage;
  await browser.close();
  server.kill();
  await ended;
}
