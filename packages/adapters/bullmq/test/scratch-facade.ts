import { PGlite } from '@electric-sql/pglite';
import { EventEmitter } from 'node:events';
export async function facade(dir?: string) {
  const db = await PGlite.create(dir ? { dataDir: dir } : {});
  let lock: Promise<void> = Promise.resolve();
  const acquire = () => {
    let rel!: () => void;
    const prev = lock;
    lock = new Promise<void>((r) => {
      rel = r;
    });
    return prev.then(() => rel);
  };
  const raw = async (text: string, params?: readonly unknown[]) => {
    if (!params?.length) {
      const rs = await db.exec(text);
      const last = rs.at(-1);
      return { rows: (last?.rows ?? []) as any[], rowCount: last?.affectedRows ?? 0 };
    }
    const r = await db.query<any>(text, params as any[]);
    return { rows: r.rows, rowCount: r.affectedRows ?? 0 };
  };
  const pool: any = new EventEmitter();
  pool.options = { keepAlive: true };
  pool.query = async (t: string, p?: unknown[]) => {
    const rel = await acquire();
    try {
      return await raw(t, p);
    } finally {
      rel();
    }
  };
  pool.connect = async () => {
    const c: any = new EventEmitter();
    let held: (() => void) | undefined;
    const un: any[] = [];
    c.query = async (t: string, p?: unknown[]) => {
      const m = /^\s*(?:--.*\n\s*)*LISTEN\s+(\w+)/i.exec(t);
      if (m) {
        un.push(await db.listen(m[1]!, (payload) => c.emit('notification', { channel: m[1], payload })));
        return { rows: [] };
      }
      if (/^\s*BEGIN/i.test(t)) held = await acquire();
      try {
        if (held) return await raw(t, p);
        return await pool.query(t, p);
      } finally {
        if (/^\s*(COMMIT|ROLLBACK)/i.test(t)) {
          held?.();
          held = undefined;
        }
      }
    };
    c.release = () => {
      held?.();
      held = undefined;
      for (const u of un) void u();
      c.removeAllListeners();
    };
    return c;
  };
  pool.end = async () => {
    await db.close();
  };
  return { pool, db };
}
