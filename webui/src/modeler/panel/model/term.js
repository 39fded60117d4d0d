// A term as a timer writes it: working_days(5), natural_days(20, since=verifier.received_at).
import { inside, parts } from './text.js';

/** How days are counted: the function of the expression language, and the unit that a label and the law say. */
export const counts = {
  working_days: { unit: 'working_day', words: '个工作日' },
  natural_days: { unit: 'natural_day', words: '个自然日' },
  full_natural_days: { unit: 'natural_day', words: '个自然日' },
  on_day: { unit: 'natural_day', words: '个自然日' },
};
/** What the label of an internal term says in place of a clause. */
export const internally = '内部时限';
const label = /^(\d{1,4})个(?:工作日|自然日)(?:\s*[·・•]\s*(.+))?$/;

/** @returns {{how: string, days: number, since?: string} | null} null for an expression that is written otherwise */
export function readTerm(text) {
  for (const how of Object.keys(counts)) {
    const given = parts(inside(text ?? '', how, '()') ?? '') ?? [];
    if (given.length && given.length <= 2 && /^\d{1,4}$/.test(given[0])) {
      return { how, days: Number(given[0]), since: given[1]?.replace(/^since\s*=\s*/, '') };
    }
  }
  return null;
}

/** @returns {string} the expression */
export function writeTerm({ how, days, since }) {
  return since ? `${how}(${days}, since=${since})` : `${how}(${days})`;
}

/** The length as the label and `gx:basis` say it. */
export function inWords({ how, days }) {
  return `${days}${counts[how].words}`;
}

/**
 * The label after a change: length and clause anew, what somebody wrote otherwise is left.
 * @param {string | undefined} name the label so far
 */
export function relabelled(name, term, { clause, kind }) {
  const written = label.exec((name ?? '').trim());
  if (name?.trim() && !written) return name;
  const said = written?.[2];
  const internal = said?.includes('内部') ? said : internally;
  const behind = kind === 'internal' ? internal : clause || said;
  return behind ? `${inWords(term)} · ${behind}` : inWords(term);
}

/** @returns {string | undefined} what a term breaks of the limit that the law sets to it, in Chinese with {values} */
export function broken(bound, term) {
  if (!bound) return undefined;
  if (counts[term.how].unit !== bound.unit) return '{clause}：应当按{unit}计算';
  if (bound.max != null && term.days > bound.max) return '{clause}：不得超过 {max} {unit}';
  if (bound.min != null && term.days < bound.min) return '{clause}：不得少于 {min} {unit}';
  return undefined;
}
