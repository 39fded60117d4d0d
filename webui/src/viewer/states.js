const green = { line: '#22702a', ground: '#e7f4e8' };
const blue = { line: '#0b4a99', ground: '#dfeafb' };
const red = { line: '#bf2020', ground: '#fdecec' };
const grey = { line: '#657082', ground: '#f1f2f4' };
const amber = { line: '#8a5200', ground: '#fff3dc' };

/**
 * How each state looks: line and ground; thickness and dashes are in viewer.scss, for eyes and printers without colour.
 * A case: done … cancelled. Two versions compared: added, changed, removed; `sign` stands on a shape that has no note.
 * Scenarios: walked, missed. All open cases: live, late (the note is how many).
 */
export const states = {
  done: green,
  current: blue,
  overdue: red,
  cancelled: grey,
  added: { ...green, sign: '＋' },
  changed: { ...amber, sign: '≠' },
  removed: { ...red, sign: '－' },
  walked: green,
  missed: amber,
  live: blue,
  late: red,
};
