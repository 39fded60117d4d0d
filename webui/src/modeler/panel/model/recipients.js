// Whom a mail goes to: a list of posts and persons. What is written otherwise stays an expression.
import { branches, inside, literal, parts, quoted } from './text.js';

/** @typedef {{kind: 'post' | 'posts' | 'person' | 'other', of: string, role?: string}} Recipient */

function post(kind, text) {
  const given = parts(inside(text, kind, '()') ?? '');
  const role = literal(given?.[1]);
  return given?.length === 2 && role !== null ? { kind, of: given[0], role } : null;
}

function person(text) {
  const given = parts(inside(text, 'person', '()') ?? '');
  return given?.length === 1 ? { kind: 'person', of: given[0] } : null;
}

/** @returns {Recipient[] | null} null when the expression is no plain list */
export function readRecipients(text) {
  if (!text) return [];
  const listed = inside(text, '', '[]');
  const found = listed === null ? null : parts(listed);
  return found?.map((each) => post('post', each) ?? post('posts', each) ?? person(each) ?? { kind: 'other', of: each }) ?? null;
}

function written({ kind, of, role }) {
  if (kind === 'other') return of;
  return kind === 'person' ? `person(${of})` : `${kind}(${of}, ${quoted(role)})`;
}

/** @param {Recipient[]} recipients */
export function writeRecipients(recipients) {
  return recipients.length ? `[${recipients.map(written).join(', ')}]` : undefined;
}

/** @returns {{when: string, yes: Recipient[], no: Recipient[]} | null} two lists and what decides between them */
export function readEither(text) {
  const [yes, when, no] = branches(text ?? '') ?? [];
  const lists = when && [readRecipients(yes), readRecipients(no)];
  return lists?.every(Boolean) ? { when, yes: lists[0], no: lists[1] } : null;
}

/** The expression that decides between two lists. */
export function writeEither({ when, yes, no }) {
  return `${writeRecipients(yes) ?? '[]'} if ${when} else ${writeRecipients(no) ?? '[]'}`;
}
