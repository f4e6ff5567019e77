import type { Plugin } from 'vite';

export function fakeApiPlugin(app: string): Plugin;
export function pagesPlugin(app: string): Plugin;
