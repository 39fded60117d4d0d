// The licence of every package that ended up in a bundle, as their licences ask when copies are passed on.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const marker = `node_modules${sep}`;

/** The package folder a bundled file came from, or null for a file of our own. */
function packageFolder(path) {
  const at = path.lastIndexOf(marker);
  if (at < 0) return null;
  const parts = path.slice(at + marker.length).split(sep);
  const name = parts[0].startsWith('@') ? parts.slice(0, 2) : parts.slice(0, 1);
  return join(path.slice(0, at + marker.length), ...name);
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '(the package brings no licence file; see its name above)';
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, text: `${name} ${version} (${license})\n\n${licenceText(folder)}\n` };
}

/**
 * @param {string[]} inputs files that were bundled
 * @returns {string} one notice per package, in order of name
 */
export function notices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder && existsSync(join(folder, 'package.json'))));
  const all = [...folders].map(notice).sort((a, b) => (a.name < b.name ? -1 : 1));
  return all.map((each) => each.text).join(`\n${'-'.repeat(80)}\n\n`);
}
