import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A call of the desk: a delivery, or the question what became of one. */
export interface Call {
  kind: 'deliver' | 'ask';
  server: string;
  /** How often this has been called for this player on this server, from 1. */
  nth: number;
}

export interface Answer {
  status: number;
  body: unknown;
}

export const APPLIED: Answer = { status: 200, body: { result: 'applied', transaction_id: 'tavern-1' } };
export const NEVER_SEEN: Answer = { status: 404, body: { error: 'never_seen' } };
export const BUSY: Answer = { status: 503, body: { result: 'refused', code: 'server_busy', message: 'Later, please.', retryable: true } };
export const TURNED_AWAY: Answer = { status: 401, body: 'Who are you?' };
export const NO_ANSWER: Answer = { status: 200, body: 'hm?' };

/** A game of three servers, of which one is impatient. It knows everybody, and answers for every player as a journey says. */
export class Game {
  readonly code = 'tavern';
  readonly #conducts = new Map<string, (call: Call) => Answer | Promise<Answer>>();
  readonly #players = new Map<string, string>();
  readonly #calls = new Map<string, number>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Game> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const game = new Game(server);
    server.on('request', (call, answer) => void game.#answer(call, answer));
    game.#introduce();
    return game;
  }

  /** How calls for a player are answered. */
  treats(player: string, conduct: (call: Call) => Answer | Promise<Answer>) {
    this.#conducts.set(player, conduct);
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse) {
    const [, server = '', , key = ''] = (incoming.url ?? '').split('/');
    const kind = incoming.method === 'POST' ? 'deliver' : 'ask';
    let text = '';
    for await (const part of incoming) text += part;
    if (incoming.url?.endsWith('/preflight')) {
      const { players } = JSON.parse(text) as { players: string[] };
      const known = players.map((id) => ({ id, exists: true, name: 'Guest', level: 1 }));
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ players: known }));
      return;
    }
    let player = this.#players.get(key) ?? '';
    if (kind === 'deliver') {
      const delivery = JSON.parse(text) as { key: string; player: { id: string } };
      player = delivery.player.id;
      this.#players.set(delivery.key, player);
    }
    const count = `${kind} ${server} ${player}`;
    const nth = (this.#calls.get(count) ?? 0) + 1;
    this.#calls.set(count, nth);
    const conduct = this.#conducts.get(player) ?? (() => (kind === 'deliver' ? APPLIED : NEVER_SEEN));
    const { status, body } = await conduct({ kind, server, nth });
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  /** The desk learns of the game as it does of any other: by its command line. */
  #introduce() {
    const names = (en: string, ko: string, ja: string) => ({ en, ko, ja });
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    const server = (code: string, name: string, timeout: number) => ({
      code,
      name,
      url: `${address}/${code}`,
      secret: 'whsec_dGhlLXNlY3JldC1vZi10aGUtdGF2ZXJu',
      timeout_ms: timeout,
    });
    const tavern = {
      code: this.code,
      names: names('Tavern', '주막', '酒場'),
      id_kinds: [{ code: 'player_id', label: 'Player ID', charset: 'digits', min_length: 8, max_length: 12 }],
      servers: [server('hearth', 'Hearth', 1_000), server('cellar', 'Cellar', 15_000), server('attic', 'Attic', 15_000)],
      items: [{ code: 'GEM', names: names('Gem', '보석', 'ジェム'), kind: 'currency', max_quantity: 1_000 }],
      reasons: [{ code: 'outage', names: names('Outage compensation', '점검 보상', '障害補填') }],
    };
    const folder = mkdtempSync(join(tmpdir(), 'tavern-'));
    const file = join(folder, 'catalog.json');
    writeFileSync(file, JSON.stringify({ games: [tavern] }));
    const { grantdesk, database, root } = desk();
    execFileSync(grantdesk, ['catalog', 'apply', '--database', database, file], { cwd: root });
    rmSync(folder, { recursive: true });
  }
}

/** The desk that playwright.config.ts starts. */
export function desk() {
  return {
    root: fileURLToPath(new URL('..', import.meta.url)),
    grantdesk: process.env.GRANTDESK_BIN ?? 'target/debug/grantdesk',
    database: 'sqlite://target/journeys/desk.db?mode=rwc',
  };
}
