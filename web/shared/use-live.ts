import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LiveMessage } from './api/contract';
import { type Connection, liveStream } from './live';
import { bookClock } from './time';

/** How far the page can be trusted right now. */
export function useConnection(): Connection {
  return useSyncExternalStore(liveStream.subscribeConnection, liveStream.connection);
}

/** Calls `take` with every live message while mounted. Opens nothing: see `useLiveStream`. */
export function useLiveMessages(take: (message: LiveMessage) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => liveStream.listen((message) => latest.current(message)), []);
}

/** Keeps the page's one stream open while mounted. Use it once per app, inside the session. */
export function useLiveStream(): void {
  useEffect(() => {
    liveStream.start();
    return () => liveStream.stop();
  }, []);
}

/** The book's time in milliseconds, read again every `interval` milliseconds. */
export function useBookNow(interval = 10_000): number {
  const [now, setNow] = useState(() => bookClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(bookClock.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
