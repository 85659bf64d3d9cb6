import { defineConfig, devices } from '@playwright/test';

const port = process.env.PORT ?? '4173';
const address = `127.0.0.1:${port}`;
const grantdesk = process.env.GRANTDESK_BIN ?? 'target/debug/grantdesk';

/** Every walk starts from a fresh demo; what it left stays there until the next one, to be looked at. */
const desk = 'target/journeys';

const chromium = {
  ...devices['Desktop Chrome'],
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  outputDir: 'test-results',
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 1, // the journeys share one desk and its approval queue
  reporter: 'list',
  use: {
    baseURL: `http://${address}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  projects: [
    { name: 'javascript-off', testDir: 'journeys/off', use: { ...chromium, javaScriptEnabled: false } },
    { name: 'javascript-on', testDir: 'journeys/on', use: chromium },
  ],
  webServer: {
    cwd: '..', // the desk reads target/site and the like from the root of the repository
    command: [
      `rm -rf ${desk}`,
      `mkdir -p ${desk}`,
      `exec '${grantdesk}' serve --demo --listen ${address} --webhook-hosts 127.0.0.1 --database 'sqlite://${desk}/desk.db?mode=rwc'`,
    ].join(' && '),
    url: `http://${address}/healthz`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 }, // so that it takes the demo game with it
  },
});
