import { EmptyState } from '@shared/ui/states';
import { Link } from 'wouter';

export function NotFoundPage() {
  return (
    <EmptyState
      icon="search"
      title="There is no such page"
      action={<Link href="/">Open the board</Link>}
    >
      The address may be old or mistyped.
    </EmptyState>
  );
}
