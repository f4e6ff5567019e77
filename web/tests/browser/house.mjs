// A house of its own for ways in: the server as operators run it, on a real clock, because the
// codes of a device are of real time. Its people are invited and choose their passwords.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Person } from './person.mjs';
import { binary } from './stage.mjs';

/** What everybody of the house chose. */
export const word = 'river stone 1871';
const startWithinMilliseconds = 60_000;

/** The address the server says it listens on, and the administrator's first link. */
function opened(server) {
  return new Promise((resolve, reject) => {
    const said = [];
    let origin = null;
    const late = setTimeout(() => reject(new Error(said.join('\n'))), startWithinMilliseconds);
    const hear = (line) => {
      said.push(line);
      origin ??= /^Perhead listens on (http:\/\/[\d.:]+)\//.exec(line)?.[1];
      const link = /^\s+http:\/\/[^/]+(\/b\/platform\/\S+)$/.exec(line)?.[1];
      if (!origin || !link) return;
      clearTimeout(late);
      resolve({ origin, link });
    };
    createInterface({ input: server.stdout }).on('line', hear);
    createInterface({ input: server.stderr }).on('line', hear);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said.join('\n')}`)));
  });
}

let house = null;

async function accept(origin, slug, link) {
  const token = link.split('/').at(-1);
  const visitor = Person.before(slug, origin);
  await visitor.ask('POST', `/v1/invitations/${token}`, { password: word });
}

async function build() {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'house-'));
  const words = ['serve', '--database', `sqlite:${folder}/house.db`, '--plain-cookies'];
  const server = spawn(binary, [...words, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const leave = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  try {
    return { ...(await settle(await opened(server))), leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Invites everybody and lets them in. */
async function settle({ origin, link }) {
  await accept(origin, 'platform', link);
  const admin = await Person.signIn('platform', 'admin', word, origin);
  const made = await admin.ask('POST', '/v1/books', {
    slug: 'harbour',
    name: 'Harbour',
    brand: { name: 'Harbour', colour: '#0B6E4F', mark: 'H' },
    currency: 'USD',
    time_zone: 'America/New_York',
    odds_format: 'american',
    operator_login: 'boss',
  });
  await accept(origin, 'harbour', made.invitation_url);
  const boss = await Person.signIn('harbour', 'boss', word, origin);
  for (const [role, login, name] of [
    ['staff', 'kim', 'Kim Counter'],
    ['player', 'pat', 'Pat Player'],
  ]) {
    const body = { role, login, name, status: 'active' };
    const { invitation_url: invitation } = await boss.ask('POST', '/v1/members', body);
    await accept(origin, 'harbour', invitation);
  }
  const since = Date.now();
  const early = await Person.signIn('harbour', 'boss', word, origin);
  return { origin, boss, early, since };
}

/** The house; the first call builds it. */
export function atHouse() {
  house ??= build();
  return house;
}

export async function leaveHouse() {
  if (house) await (await house).leave();
}
