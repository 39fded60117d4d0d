// Builds static/dist from src: hashed bundles, manifest.json and the notices of every package that is inside them.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import * as sass from 'sass';
import { notices } from './notices.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, 'static', 'dist');
const bundles = ['site', 'viewer', 'modeler'];
// Browsers of domestic desktops trail Chromium by years. Pages must work on these; diagrams need 2021 (bpmn-js uses Object.hasOwn).
const target = ['chrome86', 'firefox78', 'safari15'];

/** Hash of the content in the name, so that a browser may keep a file for ever. */
function hashed(name, extension, bytes) {
  return `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.${extension}`;
}

/** @returns {{css: string, files: string[]}} the compiled style sheet and the files it was made of */
function compileStyle(name) {
  const result = sass.compile(join(root, 'src', name, `${name}.scss`), {
    loadPaths: [join(root, 'node_modules')],
    // Bootstrap 5 still uses @import and old colour functions; its warnings are not ours to mend.
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  return { css: result.css, files: result.loadedUrls.map(fileURLToPath) };
}

/** Leaves out FEEL and its code editor, a third of the properties panel that nothing here shows. */
const unused = {
  name: 'unused',
  setup(build) {
    build.onResolve({ filter: /^(@codemirror\/|@bpmn-io\/(feel-editor|feelers-editor|extract-process-variables))/ }, () => ({ path: join(root, 'stub.cjs') }));
  },
};

function options(extra) {
  return { bundle: true, minify: true, write: false, metafile: true, legalComments: 'none', absWorkingDir: root, target, ...extra };
}

async function build(name) {
  const style = compileStyle(name);
  const script = await esbuild.build(options({ entryPoints: [`src/${name}/${name}.js`], format: 'iife', outfile: `${name}.js`, plugins: [unused] }));
  const sheet = await esbuild.build(
    options({
      stdin: { contents: style.css, loader: 'css', resolveDir: join(root, 'src', name) },
      outfile: `${name}.css`,
      // the icon font's old formats: every browser above reads the woff that is embedded
      loader: { '.woff2': 'dataurl', '.woff': 'empty', '.eot': 'empty', '.ttf': 'empty', '.svg': 'empty' },
    }),
  );
  const inputs = [script, sheet].flatMap((result) => Object.keys(result.metafile.inputs));
  return {
    files: { [`${name}.js`]: script.outputFiles[0].contents, [`${name}.css`]: sheet.outputFiles[0].contents },
    inputs: [...style.files, ...inputs.map((path) => join(root, path))],
  };
}

function write(files) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const manifest = {};
  for (const [name, bytes] of Object.entries(files)) {
    const [stem, extension] = name.split('.');
    manifest[name] = hashed(stem, extension, bytes);
    writeFileSync(join(out, manifest[name]), bytes);
    console.log(`${manifest[name]}  ${Math.ceil(bytes.length / 1024)} KB`);
  }
  return manifest;
}

const built = await Promise.all(bundles.map(build));
const manifest = write(Object.assign({}, ...built.map((each) => each.files)));
writeFileSync(join(out, 'THIRD-PARTY.txt'), notices(built.flatMap((each) => each.inputs)));
// Written last: a dist folder with a manifest is a complete one.
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
