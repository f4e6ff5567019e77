// Reading through lists that arrive page by page.

type Pages<Item> = { pages: { items: Item[] }[] } | undefined;

/** All items read so far, in order. */
export function itemsOf<Item>(pages: Pages<Item>): Item[] {
  return pages?.pages.flatMap((page) => page.items) ?? [];
}
