import type { Plugin } from 'vite';

export function fakeApiPlugin(app: string): Plugin;
