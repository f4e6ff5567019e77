// The agents of a book as a tree, flattened depth first for drawing.

import type { Member } from '@shared/api/contract';

export type TreeRow = { member: Member; depth: number };

/** Parents before their children; whoever's parent is not listed stands at the top. */
export function treeRows(members: Member[]): TreeRow[] {
  const known = new Set(members.map((member) => member.id));
  const rows: TreeRow[] = [];
  const walk = (member: Member, depth: number) => {
    rows.push({ member, depth });
    for (const child of members) if (child.parent_id === member.id) walk(child, depth + 1);
  };
  for (const member of members) {
    if (member.parent_id === null || !known.has(member.parent_id)) walk(member, 0);
  }
  return rows;
}
