import { describe, expect, it } from 'vitest';
import { openScreens, screenPath } from './navigation';

const names = (slug: string, rights: Parameters<typeof openScreens>[1]) =>
  openScreens(slug, rights).map((screen) => screen.id);

describe('navigation', () => {
  it('offers only what the rights open', () => {
    expect(names('halyard', ['view_branch'])).toEqual(['ticker', 'players']);
    expect(names('halyard', ['enter_score', 'view_audit'])).toEqual(['settlement', 'events']);
    expect(names('halyard', [])).toEqual([]);
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
