import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface WorkspacePackage {
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

export interface SourceModule {
  readonly path: string;
  readonly isTest: boolean;
  readonly imports: readonly string[];
  /** Relative imports that exist at run time: those that could form a cycle. */
  readonly runtimeImports: readonly string[];
  readonly readsEnvironment: boolean;
}

function foldersBelow(parent: string): string[] {
  const path = join(root, parent);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}

/** Every package under `apps` and `packages` that has a package.json. */
export function readPackages(): WorkspacePackage[] {
  const folders = ['apps', 'packages', 'packages/core', 'packages/domain', 'packages/adapters'].flatMap(
    foldersBelow,
  );
  return folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return {
        folder,
        name: manifest.name,
        dependencies: Object.keys(manifest.dependencies ?? {}),
        devDependencies: Object.keys(manifest.devDependencies ?? {}),
      };
    });
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(relative(root, path)));
}

const importsOf = (text: string) =>
  ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);

/** The modules of one package with everything they import, types included, static or dynamic. */
export function readModules(folder: string): SourceModule[] {
  return ['src', 'test']
    .flatMap((part) => sourceFiles(join(root, folder, part)))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const name = relative(root, path).split(sep).join('/');
      return {
        path: name,
        isTest: /\.test\.ts$|\/test\/|\/testing\.ts$/.test(name),
        imports: importsOf(text),
        runtimeImports: importsOf(text.replace(/^(import|export) type [^;]*;/gm, ''))
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => join(dirname(name), specifier).split(sep).join('/')),
        readsEnvironment: /\bprocess\s*\.\s*env\b/.test(text),
      };
    });
}

/** `@scope/name` or `name` of an import; the specifier itself for `node:` and relative ones. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return specifier;
  const [first, second] = specifier.split('/');
  return first!.startsWith('@') ? `${first}/${second}` : first!;
}
