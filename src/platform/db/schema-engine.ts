import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * Prisma's own schema engine as WebAssembly. The command `prisma migrate` would download a native one from
 * outside npm, which a closed network refuses; this one comes with the packages and does the same work.
 */

type WasmExports = Record<string, unknown>;
/** Node has it; its types come only with the browser's. */
type WasmHost = {
  WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: WasmExports } }> };
};
type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
type Bindings = EngineModule & { __wbg_set_wasm(exports: WasmExports): void };

export const everything: SchemaFilter = { externalTables: [], externalEnums: [] };

let loading: Promise<EngineModule> | undefined;

/** The module keeps its instance in module state, so it is instantiated once per process, on first use. */
function loadEngine(): Promise<EngineModule> {
  loading ??= instantiate();
  return loading;
}

async function instantiate(): Promise<EngineModule> {
  // Node 20 cannot import a `.wasm` file as a module, which is what the package's main file does.
  const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as Bindings;
  const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(main), 'schema_engine_bg.wasm'));
  const { instance } = await (globalThis as unknown as WasmHost).WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return bindings;
}

/**
 * Runs `work` with a schema engine on the database behind `adapter`, and closes every connection it opened:
 * on SQLite the engine would leave an exclusive lock behind otherwise.
 */
export async function withSchemaEngine<T>(
  options: { adapter: SqlMigrationAwareDriverAdapterFactory; datamodel?: string },
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine: Engine } = await loadEngine();
  const opened: SqlDriverAdapter[] = [];
  const track = async (connecting: Promise<SqlDriverAdapter>) => {
    const connection = await connecting;
    opened.push(connection);
    return connection;
  };
  const { adapter } = options;
  const tracked: SqlMigrationAwareDriverAdapterFactory = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => track(adapter.connect()),
    connectToShadowDb: () => track(adapter.connectToShadowDb()),
  };
  // The engine wants at least one file, even where it only applies migrations.
  const provider = adapter.provider === 'postgres' ? 'postgresql' : adapter.provider;
  const datamodel = options.datamodel ?? `datasource db {\n  provider = "${provider}"\n}\n`;
  const engine = await Engine.new(
    { datamodels: [['schema.prisma', datamodel]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(tracked),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await Promise.all(opened.map((connection) => connection.dispose().catch(() => undefined)));
  }
}

export type { MigrationList, SchemaEngine };
