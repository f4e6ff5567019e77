// During development: every page of a book is the app's page, and a pretend book may answer.

/** @param {import('vite').ViteDevServer} server @param {string} app */
function servePages(server, app) {
  server.middlewares.use((request, response, next) => {
    const path = request.url ?? '/';
    if (path === '/') {
      const folder = app === 'office' ? '/b/halyard/office/' : '/b/halyard/';
      response.writeHead(302, { location: folder });
      return response.end();
    }
    if (path.startsWith('/b/')) request.url = '/index.html';
    next();
  });
}

/** @param {string} app folder of the app being developed */
export function pagesPlugin(app) {
  return {
    name: 'pages',
    apply: 'serve',
    configureServer: (server) => servePages(server, app),
  };
}

/** @param {string} app folder of the app being developed */
export function fakeApiPlugin(app) {
  return {
    name: 'fake-api',
    apply: 'serve',
    /** @param {import('vite').ViteDevServer} server */
    async configureServer(server) {
      const { FakeApi } = await import('./api.mjs');
      const api = new FakeApi();
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '/').startsWith('/v1/')) return api.answer(request, response);
        next();
      });
      servePages(server, app);
    },
  };
}
