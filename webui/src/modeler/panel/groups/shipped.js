import { say } from '../../i18n/words.js';

const words = {
  'Toggle section': '展开或收起',
  'Toggle list item': '展开或收起',
  'Section contains an error': '这一组有错误',
  'Section contains edits': '这一组有内容',
  'Create new list item': '添加',
  Create: '添加',
  'Delete item': '删去',
  '<empty>': '（未命名）',
  'List contains {numOfItems} item': '{numOfItems} 项',
  'List contains {numOfItems} items': '{numOfItems} 项',
};

/** The words of the library's own groups. */
export function shipped(text, values) {
  return say(words[text] ?? text, values);
}
