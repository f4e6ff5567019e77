// How any part of the office opens the command palette.

import { createContext, useContext } from 'react';

export type Opener = () => void;
export const PaletteContext = createContext<Opener>(() => {});

export function useOpenPalette(): Opener {
  return useContext(PaletteContext);
}
