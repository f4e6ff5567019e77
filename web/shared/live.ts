// The one live stream of a page: a single EventSource, its messages by name, and how far the
// reader can trust what is on the screen. The browser reconnects and resumes by itself; when the
// server ended the stream for good a new one is opened and everything is read afresh.

import type { LiveMessage } from './api/contract';
import { bookSlug } from './location';
import { bookClock } from './time';

export type Connection =
  | { state: 'connecting'; since: number }
  | { state: 'live'; since: number }
  /** Interrupted; what is shown was true at `since`. */
  | { state: 'stale'; since: number }
  /** Interrupted for long, or the device has no network. */
  | { state: 'offline'; since: number };

type Listener = (message: LiveMessage) => void;

const names: LiveMessage['name'][] = [
  'hello',
  'market',
  'fixture',
  'fixture_new',
  'ticket',
  'balance',
  'message',
  'result',
  'reset',
];
const offlineAfterMilliseconds = 30_000;
const reopenAfterMilliseconds = 2_000;

export class LiveStream {
  #source: EventSource | null = null;
  #listeners = new Set<Listener>();
  #connectionListeners = new Set<() => void>();
  #connection: Connection = { state: 'connecting', since: Date.now() };
  #offlineTimer: ReturnType<typeof setTimeout> | undefined;
  #reopenTimer: ReturnType<typeof setTimeout> | undefined;
  #openedBefore = false;

  start(): void {
    if (this.#source) return;
    window.addEventListener('offline', this.#networkLost);
    window.addEventListener('online', this.#networkBack);
    this.#open();
  }

  stop(): void {
    window.removeEventListener('offline', this.#networkLost);
    window.removeEventListener('online', this.#networkBack);
    clearTimeout(this.#offlineTimer);
    clearTimeout(this.#reopenTimer);
    this.#source?.close();
    this.#source = null;
    this.#openedBefore = false;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  subscribeConnection = (listener: () => void): (() => void) => {
    this.#connectionListeners.add(listener);
    return () => {
      this.#connectionListeners.delete(listener);
    };
  };

  connection = (): Connection => this.#connection;

  #open(): void {
    const source = new EventSource(`/v1/live?book=${encodeURIComponent(bookSlug())}`);
    this.#source = source;
    source.onopen = () => {
      clearTimeout(this.#offlineTimer);
      this.#become('live');
    };
    source.onerror = () => {
      this.#interrupted();
      if (source.readyState === EventSource.CLOSED) this.#reopen();
    };
    for (const name of names) {
      source.addEventListener(name, (event) => this.#receive(name, event as MessageEvent<string>));
    }
  }

  #receive(name: LiveMessage['name'], event: MessageEvent<string>): void {
    const sequence = event.lastEventId ? Number(event.lastEventId) : null;
    const content = event.data ? JSON.parse(event.data) : {};
    const message = { name, sequence, content } as LiveMessage;
    if (message.name === 'hello') bookClock.set(message.content.now, message.content.demo_speed);
    this.#tell(message);
  }

  #tell(message: LiveMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  #reopen(): void {
    this.#source?.close();
    clearTimeout(this.#reopenTimer);
    this.#reopenTimer = setTimeout(() => {
      this.#open();
      if (this.#openedBefore) this.#tell({ name: 'reset', sequence: null, content: {} });
    }, reopenAfterMilliseconds);
  }

  #interrupted(): void {
    if (this.#connection.state === 'stale' || this.#connection.state === 'offline') return;
    this.#become('stale');
    clearTimeout(this.#offlineTimer);
    this.#offlineTimer = setTimeout(() => this.#become('offline'), offlineAfterMilliseconds);
  }

  #networkLost = (): void => this.#become('offline');
  #networkBack = (): void => {
    this.#become('stale');
    this.#reopen();
  };

  #become(state: Connection['state']): void {
    const interruption = state === 'offline' && this.#connection.state === 'stale';
    const since = interruption ? this.#connection.since : Date.now();
    if (state === 'live') this.#openedBefore = true;
    this.#connection = { state, since };
    for (const listener of this.#connectionListeners) listener();
  }
}

export const liveStream = new LiveStream();
