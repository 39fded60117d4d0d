import { ask } from '../file/ask.js';
import { Checking } from './checking.js';
import { List } from './list.js';
import { Marks } from './marks.js';

/** Checks the drawing as it changes: marks on it and a list beneath. */
export function wireChecking({ page, part, editor, drawing, file }, pick) {
  const marks = new Marks(editor, pick);
  const list = new List(part('problems'), file.path, pick);
  const look = async () => ask('POST', page.dataset.check, { path: file.path, text: await drawing.text() });
  const checking = new Checking(look, (problems) => {
    list.show(problems);
    if (problems) marks.show(problems.filter((each) => each.file === file.path));
  });
  editor.on('import.done', () => {
    list.wait();
    checking.now();
  });
  return checking;
}
