import { describe, expect, it } from 'vitest';
import { keyLine, readKeys } from './point-text';

describe('key numbers', () => {
  it('are read as they are written, in the order of their points', () => {
    const keys = readKeys('7: 15, 3:25\n2.5 : 12');
    expect(keys?.map(keyLine)).toEqual(['2.5: 12', '3: 25', '7: 15']);
    expect(readKeys('')).toEqual([]);
  });

  it('cannot be half a pair', () => {
    for (const text of ['3', '3:', '3.25: 10', 'three: 5']) expect(readKeys(text)).toBeNull();
  });
});
