import { say } from '../i18n/words.js';

const clock = () => new Date().toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });

function sentence(state, details) {
  switch (state) {
    case 'saved': return say('已保存到草稿 {time}', { time: clock() });
    case 'waiting': return say('有改动，即将保存');
    case 'saving': return say('正在保存……');
    case 'offline': return say('连不上服务器，改动还没有保存，正在不断重试。请不要关闭页面。');
    case 'signedOut': return say('登录已超时，改动还没有保存。请在另一个标签页重新登录，本页会自动保存。');
    case 'conflict': return say('没有保存：别人同时改了这张图');
    default: return say('没有保存：{why}', { why: details?.detail ?? '' });
  }
}

/** Says in `place` how saving stands. */
export function tellState(place, state, details) {
  place.textContent = sentence(state, details);
  place.dataset.state = state;
  place.className = `editor-state ${['saved', 'waiting', 'saving'].includes(state) ? '' : 'is-unsaved'}`;
}

/** Says in `place` what was opened: same, changed or added, seen from the version in force. */
export function tellStart(place, state) {
  const words = { same: say('与现行版本相同'), changed: say('草稿，尚未部署'), added: say('新图，尚未部署') };
  place.textContent = words[state] ?? '';
}
