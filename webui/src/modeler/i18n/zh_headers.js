// The head of the properties panel names a kind by putting words together: “Timer Boundary Event (Non Interrupting)”.
const events = { 'Start Event': '开始事件', 'Intermediate Catch Event': '中间事件', 'Intermediate Throw Event': '中间事件', 'Boundary Event': '边界事件', 'End Event': '结束事件' };
const causes = {
  '': '', Cancel: '取消', Compensate: '补偿', Compensation: '补偿', Conditional: '条件', Error: '错误', Escalation: '升级', Link: '链接', Message: '消息',
  Multiple: '多重', 'Parallel Multiple': '并行多重', Signal: '信号', Terminate: '终止', Timer: '计时器',
};
const plain = {
  'Ad Hoc Sub Process': '临时子流程', 'Collapsed Ad Hoc Sub Process': '临时子流程', 'Expanded Ad Hoc Sub Process': '临时子流程', Association: '关联线', 'Business Rule Task': '规则任务',
  'Call Activity': '调用活动', 'Collapsed Pool': '泳池', 'Collapsed Sub Process': '子流程（折叠）', 'Complex Gateway': '复杂网关', 'Conditional Flow': '有条件的连线',
  'Data Association': '数据关联', 'Data Input': '数据输入', 'Data Input Association': '数据关联', 'Data Object': '数据对象', 'Data Object Reference': '数据对象',
  'Data Output': '数据输出', 'Data Output Association': '数据关联', 'Data Store Reference': '数据存储', 'Default Flow': '默认连线', 'Empty Pool': '泳池',
  'Event Based Gateway': '事件网关', 'Event Sub Process': '事件子流程', 'Exclusive Gateway': '排他网关', 'Expanded Pool': '泳池', 'Expanded Sub Process': '子流程',
  'Inclusive Gateway': '包容网关', 'Manual Task': '手工任务', 'Message Flow': '消息流', 'Parallel Gateway': '并行网关', 'Receive Task': '接收任务',
  'Script Task': '脚本任务', 'Send Task': '发送任务', 'Sequence Flow': '连线', 'Service Task': '服务任务', 'Sub Process': '子流程', Task: '任务',
  'Text Annotation': '注释', Transaction: '事务子流程', 'User Task': '用户任务',
};

function composed() {
  const found = {};
  for (const [cause, word] of Object.entries(causes)) {
    for (const [event, name] of Object.entries(events)) {
      const english = `${cause} ${event}`.trim();
      Object.assign(found, { [english]: word + name, [`${english} (Non Interrupting)`]: `${word}${name}（不中断）` });
    }
  }
  return found;
}

export default { ...composed(), ...plain };
