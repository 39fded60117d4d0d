import { say } from '../i18n/words.js';
import { noNotice, notice } from './notice.js';

function words({ edited_by: who, edited_at: at }) {
  const when = at ? new Date(at).toLocaleString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' }) : '';
  if (!who) return say('这张图在您打开之后部署了新版本，您的改动还没有保存，但仍在本页上。');
  return say('{who}于 {when} 改过这张图，您的改动还没有保存，但仍在本页上。', { who, when });
}

/**
 * Tells of another one's change, and lets the person choose; nothing is lost until they do.
 * @param {{saving: Object, place: HTMLElement, look: string, mine: () => void, leave: () => void}} page
 */
export function tellConflict({ saving, place, look, mine, leave }, details) {
  const overwrite = async () => {
    noNotice(place);
    await saving.overwrite();
  };
  notice(place, words(details), [[say('查看对方的'), look], [say('用我的覆盖'), overwrite], [say('放弃我的'), leave], [say('下载我的'), mine]], 'danger');
}
