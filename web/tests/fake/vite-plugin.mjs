// During development the pretend book answers beside the app.

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
        const path = request.url ?? '/';
        if (path.startsWith('/v1/')) return api.answer(request, response);
        if (path === '/') {
          response.writeHead(302, {
            location: app === 'office' ? '/b/halyard/office/' : '/b/halyard/',
          });
          return response.end();
        }
        if (path.startsWith('/b/')) request.url = '/index.html';
        next();
      });
    },
  };
}
