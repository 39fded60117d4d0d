// Words of the editor. Ours stand in Chinese in the source and are looked up in English; those of the libraries stand in
// English in theirs and are looked up in Chinese. What is found in neither is remembered, for a test to see.
import panel from '../panel/words.js';
import english from './en.js';
import chinese from './zh.js';

const inEnglish = { ...english, ...panel };
const ours = /[\u3000-\u9fff]/;
const missing = (window.gxMissing = new Set());

function lookedUp(text) {
  const wanted = document.documentElement.lang.startsWith('en');
  if (wanted !== ours.test(text)) return text; // it stands in the language that the page is in
  const found = wanted ? inEnglish[text] : chinese[text];
  if (found === undefined) missing.add(text);
  return found ?? text;
}

/**
 * @param {string} text a text with {names} in it
 * @param {Object} values what to put in their places
 * @returns {string} in the page's language
 */
export function say(text, values = {}) {
  return lookedUp(text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
