// Builds one app per run: `vite build --mode player` or `--mode office`.
//
// The binary serves the result: `dist/<app>/index.html` for every client route and
// `dist/<app>/assets/*` under `/assets/<app>/`. Asset addresses are therefore absolute, so that
// the same page works below any `/b/<slug>/`.

import { copyFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { fakeApiPlugin, pagesPlugin } from './tests/fake/vite-plugin.mjs';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Puts the page beside its assets folder, where the binary looks for it. */
function pageAboveAssets(app: string): Plugin {
  return {
    name: 'page-above-assets',
    apply: 'build',
    closeBundle() {
      renameSync(folder(`dist/${app}/assets/index.html`), folder(`dist/${app}/index.html`));
      if (app === 'player') {
        copyFileSync(folder('player/worker.js'), folder('dist/player/assets/worker.js'));
      }
    },
  };
}

/** Address of a running server that shall answer during development, instead of the fake book. */
const realApi = process.env.PERHEAD_API;

export default defineConfig(({ mode, command }) => {
  const app = mode === 'office' ? 'office' : 'player';
  const resolve = { alias: { '@shared': folder('shared') } };
  if (mode === 'test') {
    return {
      resolve,
      plugins: [react()],
      test: {
        environment: 'jsdom',
        include: ['{shared,player,office}/**/*.test.{ts,tsx}'],
        environmentOptions: { jsdom: { url: 'https://book.example/b/halyard/' } },
      },
    };
  }
  return {
    root: folder(app),
    base: command === 'build' ? `/assets/${app}/` : '/',
    publicDir: false,
    resolve,
    plugins: [react(), pageAboveAssets(app), realApi ? pagesPlugin(app) : fakeApiPlugin(app)],
    server: realApi ? { proxy: { '/v1': realApi } } : {},
    build: {
      outDir: folder(`dist/${app}/assets`),
      emptyOutDir: true,
      assetsDir: '',
      target: 'es2022',
      cssMinify: true,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      // One file for what every page needs: a slow line pays for each request, not for each byte.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: 'base', test: /node_modules|[\\/]shared[\\/](?!i18n[\\/]es)/ }],
          },
        },
      },
    },
  };
});
