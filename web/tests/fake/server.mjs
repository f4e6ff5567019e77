// Serves the built apps as the binary does, with the pretend book behind them.
// Usage: node tests/fake/server.mjs [port]

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FakeApi } from './api.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const kinds = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

function file(response, path) {
  if (!existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'application/octet-stream' });
  response.end(readFileSync(path));
}

/** Starts on 127.0.0.1; port 0 picks a free one. */
export function startFakeServer({ port = 0, ...options } = {}) {
  const api = new FakeApi(options);
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://fake').pathname;
    if (path.startsWith('/v1/')) return api.answer(request, response);
    const asset = /^\/assets\/(player|office)\/([\w.-]+)$/.exec(path);
    if (asset) return file(response, join(dist, asset[1], 'assets', asset[2]));
    const page = /^\/b\/[^/]+(\/(office|invite)(\/|$))?/.exec(path);
    if (page) return file(response, join(dist, page[2] ? 'office' : 'player', 'index.html'));
    response.writeHead(302, { location: '/b/halyard/' }).end();
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const { port: chosen } = server.address();
      const stop = () => {
        for (const stream of api.streams) stream.end();
        clearInterval(api.timer);
        server.close();
        server.closeAllConnections();
      };
      resolve({ api, stop, origin: `http://127.0.0.1:${chosen}` });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { origin } = await startFakeServer({ port: Number(process.argv[2] ?? 0) });
  process.stdout.write(`${origin}/b/halyard/\n`);
}
