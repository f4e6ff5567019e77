// Which screen an address belongs to.

import type { Screen } from './navigation';

/** A screen is open at its own address and at everything below it. */
export function isOpenAt(screen: Screen, path: string): boolean {
  return screen.path === '/' ? path === '/' : path.startsWith(screen.path);
}
