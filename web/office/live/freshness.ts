// When a busy night changes a list many times a second, the list is asked for again at a calm
// pace. Marks gather; one flush asks for everything marked. Hidden pages wait until they are seen.

import type { QueryClient, QueryKey } from '@tanstack/react-query';

export class Freshness {
  #client: QueryClient;
  #marked = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #everyMilliseconds: number;

  constructor(client: QueryClient, everyMilliseconds: number) {
    this.#client = client;
    this.#everyMilliseconds = everyMilliseconds;
  }

  /** The answers under this key are old. */
  mark(key: QueryKey): void {
    this.#marked.set(JSON.stringify(key), key);
    this.#timer ??= setTimeout(() => this.#flush(), this.#everyMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#marked.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#flush(), this.#everyMilliseconds);
      return;
    }
    const marked = [...this.#marked.values()];
    this.#marked.clear();
    for (const queryKey of marked) this.#client.invalidateQueries({ queryKey });
  }
}
