import { ask } from './ask.js';
import { noNotice, notice } from './notice.js';
import { prepared } from './importing.js';
import { fit } from '../fit.js';
import { say } from '../i18n/words.js';

function told(name, { drawn, products, renamed }, notes) {
  const parts = [say('已导入“{name}”，代替了原来的图。', { name })];
  if (!drawn) parts.push(say('文件里没有图形，已自动排列。'));
  if (products.length) parts.push(say('其中 {products} 的设置在这里不起作用，请看问题清单。', { products: products.join(say('、')) }));
  if (renamed) parts.push(say('有 {n} 个标识不合规范或重复，已改写。', { n: renamed }));
  return [...parts, ...notes].join('');
}

/** Puts a file from the disk in the drawing's place; it can be taken back. */
export function wireImport({ page, part, editor, drawing }, changed) {
  const place = part('notice');
  const show = async (text) => {
    await drawing.read(text);
    fit(editor.get('canvas'));
    changed();
  };
  const refuse = (why) => notice(place, say('没有导入：{why}', { why }), [[say('知道了'), () => noNotice(place)]], 'danger');
  const bring = async (chosen) => {
    const answer = await ask('POST', page.dataset.import, chosen);
    if (!answer.ok) return refuse(answer.data.detail ?? '');
    const before = await drawing.text();
    const back = async () => {
      noNotice(place);
      await show(before);
    };
    const made = await prepared(answer.data, editor).catch((error) => refuse(say('文件画不出来（{why}）', { why: error.message })));
    if (!made) return undefined;
    await show(made.text);
    return notice(place, told(chosen.name, answer.data, made.notes), [[say('撤销导入'), back], [say('知道了'), () => noNotice(place)]], 'info');
  };
  const input = part('import-file');
  input.addEventListener('change', async () => {
    const [chosen] = input.files;
    if (chosen) await bring(chosen).catch(() => refuse(say('连不上服务器，请稍后再试。')));
    input.value = '';
  });
  return () => input.click();
}
