// The few words that scripts say, in both languages of the interface; a test holds the two sets of keys equal.
const words = {
  zh: {
    yes: '确定',
    no: '取消',
    draftSaving: '正在保存草稿……',
    draftSaved: '草稿已保存 {time}',
    draftFailed: '草稿未能保存，请勿关闭页面，稍后再试。',
    fileTooLarge: '文件 {size} MB，超过上限 {limit} MB，请压缩或拆分后再选。',
    requestFailed: '未能完成，请刷新页面后再试。',
    diagramFailed: '流程图未能载入，请刷新页面；办理情况见办理记录。',
    larger: '放大',
    smaller: '缩小',
    whole: '全图',
    copied: '已复制',
    legend: '图例',
    done: '已完成',
    current: '办理中',
    overdue: '已超期',
    cancelled: '已取消',
  },
  en: {
    yes: 'OK',
    no: 'Cancel',
    draftSaving: 'Saving draft…',
    draftSaved: 'Draft saved {time}',
    draftFailed: 'The draft could not be saved. Keep this page open and try again later.',
    fileTooLarge: 'The file has {size} MB, more than the limit of {limit} MB. Compress or split it.',
    requestFailed: 'That did not work. Reload the page and try again.',
    diagramFailed: 'The diagram could not be loaded. Reload the page; the timeline says the same in words.',
    larger: 'Larger',
    smaller: 'Smaller',
    whole: 'Whole',
    copied: 'Copied',
    legend: 'Legend',
    done: 'done',
    current: 'in hand',
    overdue: 'overdue',
    cancelled: 'cancelled',
  },
};

/** A phrase in the page's language, with {names} filled in. */
export function say(key, values = {}) {
  const chosen = document.documentElement.lang.startsWith('en') ? words.en : words.zh;
  return chosen[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
