/** How each state looks: line and ground; thickness and dashes are in viewer.scss, for eyes and printers without colour. */
export const states = {
  done: { line: '#22702a', ground: '#e7f4e8' },
  current: { line: '#0b4a99', ground: '#dfeafb' },
  overdue: { line: '#bf2020', ground: '#fdecec' },
  cancelled: { line: '#657082', ground: '#f1f2f4' },
};
