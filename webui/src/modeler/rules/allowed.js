/** What the program runs, as the ids that bpmn-js gives its menu entries (docs/authoring.md, “Refused”). */
export const replacements = new Set([
  'replace-with-none-start', 'replace-with-none-end', 'replace-with-terminate-end', 'replace-with-message-end',
  'replace-with-none-intermediate-throw', 'replace-with-none-intermediate-throwing', 'replace-with-message-intermediate-throw',
  'replace-with-timer-intermediate-catch', 'replace-with-message-intermediate-catch',
  'replace-with-exclusive-gateway', 'replace-with-parallel-gateway', 'replace-with-event-based-gateway',
  'replace-with-user-task', 'replace-with-service-task', 'replace-with-call-activity',
  'replace-with-expanded-subprocess', 'replace-with-subprocess',
  'replace-with-timer-boundary', 'replace-with-message-boundary', 'replace-with-non-interrupting-timer-boundary',
  'replace-with-non-interrupting-message-boundary',
  'replace-with-sequence-flow', 'replace-with-default-flow', 'replace-with-conditional-flow',
]);

/** Switches above the list of replacements: only “once per row, all at the same time” is run. */
export const switches = new Set(['toggle-parallel-mi', 'toggle-non-interrupting']);

/** Kinds that can be drawn: type, icon, words, and what else makes the kind. */
export const kinds = {
  'start-event': { type: 'bpmn:StartEvent', group: 'event', icon: 'bpmn-icon-start-event-none', title: '开始事件' },
  'timer-event': {
    type: 'bpmn:IntermediateCatchEvent', group: 'event', icon: 'bpmn-icon-intermediate-event-catch-timer', title: '计时器：放到环节的边上就是时限',
    options: { eventDefinitionType: 'bpmn:TimerEventDefinition' },
  },
  'message-event': {
    type: 'bpmn:IntermediateCatchEvent', group: 'event', icon: 'bpmn-icon-intermediate-event-catch-message', title: '消息：放到子流程的边上就是撤回',
    options: { eventDefinitionType: 'bpmn:MessageEventDefinition' },
  },
  'end-event': { type: 'bpmn:EndEvent', group: 'event', icon: 'bpmn-icon-end-event-none', title: '结束事件' },
  'exclusive-gateway': { type: 'bpmn:ExclusiveGateway', group: 'gateway', icon: 'bpmn-icon-gateway-xor', title: '排他网关：几条路走一条' },
  'parallel-gateway': { type: 'bpmn:ParallelGateway', group: 'gateway', icon: 'bpmn-icon-gateway-parallel', title: '并行网关：几条路同时走' },
  'event-gateway': { type: 'bpmn:EventBasedGateway', group: 'gateway', icon: 'bpmn-icon-gateway-eventbased', title: '事件网关：先到的事件决定走哪条路' },
  'user-task': { type: 'bpmn:UserTask', group: 'activity', icon: 'bpmn-icon-user-task', title: '用户任务：由人办理' },
  'service-task': { type: 'bpmn:ServiceTask', group: 'activity', icon: 'bpmn-icon-service-task', title: '服务任务：由系统办理' },
  'call-activity': { type: 'bpmn:CallActivity', group: 'activity', icon: 'bpmn-icon-call-activity', title: '调用活动：调用另一张图' },
};
