// The little of the expression language that the panel takes apart: lists, calls and texts.
const opening = '([{';
const closing = ')]}';

/** Yields each character of an expression outside of texts, with how deep in brackets it stands; [-1, -1] where it is not whole. */
function* outside(text) {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quote) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else {
      if (closing.includes(letter)) depth -= 1;
      yield [at, depth];
      if (opening.includes(letter)) depth += 1;
    }
  }
  if (quote || depth) yield [-1, -1];
}

/** @returns {string[] | null} what stands between the commas of `a, f(b, c)`; null when brackets or quotes do not match */
export function parts(text) {
  const found = [];
  let from = 0;
  for (const [at, depth] of outside(text)) {
    if (depth < 0) return null;
    if (depth === 0 && text[at] === ',') {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from).trim();
  return last ? [...found, last] : found;
}

/** @returns {string | undefined} what is plainly wrong with an expression, in Chinese; the server's check tells the rest */
export function fault(text) {
  const letters = [...outside(text)];
  if (letters.some(([, depth]) => depth < 0)) return '括号或引号不成对';
  return letters.some(([at]) => '“”‘’（），：'.includes(text[at])) ? '引号、括号和逗号请用英文标点' : undefined;
}

/** @returns {string | null} what stands in the outer brackets, where one pair holds the whole text after `before` */
export function inside(text, before, [open, close]) {
  const body = text.trim();
  if (!body.startsWith(before + open) || !body.endsWith(close)) return null;
  const rest = body.slice(before.length);
  for (const [at, depth] of outside(rest)) {
    if (depth < 0 || (depth === 0 && at > 0 && at < rest.length - 1)) return null;
  }
  return rest.slice(1, -1);
}

/** @returns {string[] | null} what `a if b else c` is made of, null for anything else */
export function branches(text) {
  const plain = new Set([...outside(text)].filter(([, depth]) => depth === 0).map(([at]) => at));
  const find = (word, from) => {
    let at = text.indexOf(word, from);
    while (at >= 0 && !plain.has(at)) at = text.indexOf(word, at + 1);
    return at;
  };
  const first = find(' if ', 0);
  const second = first < 0 ? -1 : find(' else ', first);
  return second < 0 ? null : [text.slice(0, first), text.slice(first + 4, second), text.slice(second + 6)].map((each) => each.trim());
}

/** @returns {string | null} the text that a plain literal writes, null for any other expression */
export function literal(text) {
  const found = /^\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*$/.exec(text ?? '');
  return found ? found[1] ?? found[2] : null;
}

/** The literal of a text. */
export const quoted = (text) => JSON.stringify(text);
