import type { Permission, Role } from '@shared/api/contract';
import { describe, expect, it } from 'vitest';
import { openScreens, screenPath } from './navigation';

const names = (slug: string, rights: Permission[], role: Role = 'staff') =>
  openScreens(slug, rights, role)
    .map((screen) => screen.id)
    .filter((id) => id !== 'preferences');

describe('navigation', () => {
  it('offers only what the rights open', () => {
    expect(names('halyard', ['view_branch'])).toEqual(['ticker', 'players']);
    expect(names('halyard', ['enter_score', 'view_audit'])).toEqual(['settlement', 'events']);
    expect(names('halyard', [])).toEqual([]);
  });

  it('leaves out for a branch what is counted for the whole book', () => {
    expect(names('halyard', ['view_reports'])).toContain('exposure');
    expect(names('halyard', ['view_reports'], 'agent')).not.toContain('exposure');
  });

  it('shows the provider its books and nothing of a book', () => {
    expect(names('platform', ['manage_platform', 'view_reports'])).toEqual(['books']);
    expect(names('halyard', ['manage_platform'])).toEqual([]);
  });

  it('finds the screen of a link, however the book writes it', () => {
    expect(screenPath('/b/halyard/office/settlement?fixture=f1')).toBe('/settlement?fixture=f1');
    expect(screenPath('/office/players')).toBe('/players');
    expect(screenPath('/exposure')).toBe('/exposure');
    expect(screenPath('exposure')).toBe('/exposure');
  });
});
