import shipped from 'bpmn-js-i18n/translations/zn.js';
import elements from './zh_elements.js';
import headers from './zh_headers.js';
import simulation from './zh_simulation.js';

const tools = {
  'Activate create/remove space tool': '撑开或收紧空间（S）',
  'Activate global connect tool': '连线（C）',
  'Activate hand tool': '移动画布（H）',
  'Activate lasso tool': '框选（L）',
  'Add lane above': '在上面加一条泳道',
  'Add lane below': '在下面加一条泳道',
  'Add text annotation': '加注释',
  'Align elements': '对齐',
  'Align elements bottom': '下边对齐',
  'Align elements center': '左右居中',
  'Align elements left': '左边对齐',
  'Align elements middle': '上下居中',
  'Align elements right': '右边对齐',
  'Align elements top': '上边对齐',
  'Change element': '换成别的元素',
  'Change type': '换成别的元素',
  'Close minimap': '关闭小地图',
  'Connect to other element': '连到别的元素',
  'Connect using association': '用虚线连到所说明的元素',
  'Connect using data input association': '数据关联',
  'Create expanded sub-process': '子流程：几个环节在一起',
  'Create group': '分组框',
  'Create pool/participant': '泳池',
  Delete: '删除',
  'Distribute elements horizontally': '横向均匀分布',
  'Distribute elements vertically': '纵向均匀分布',
  'Divide into three lanes': '分成三条泳道',
  'Divide into two lanes': '分成两条泳道',
  'Open minimap': '打开小地图',
  'Open {element}': '打开{element}',
  Remove: '删除',
  'Search in diagram': '在图中查找',
  'flow elements must be children of pools/participants': '环节要画在泳池里面',

  'unparsable content detected; this may indicate an invalid BPMN 2.0 diagram file': '文件里有读不懂的内容，可能不是完整的 BPMN 2.0 流程图',
};

const panel = {
  'Multiple elements are selected. Select a single element to edit its properties.': '选中了多个元素。只选一个才能修改它的属性。',
  'Multiple elements selected. Select a single element to edit its properties.': '选中了多个元素。只选一个才能修改它的属性。',
  'Select an element to edit its properties.': '选中一个元素，在这里修改它的属性。',
  'Toggle section': '展开或收起',
  'Section contains data': '已填写',
  'Section contains an error': '有错误',
  'Section contains edits': '已填写',
  'Create new list item': '加一项',
  Create: '加一项',
  'Delete item': '删除这一项',
  'Toggle list item': '展开或收起这一项',
  'List contains {numOfItems} item': '共 {numOfItems} 项',
  'List contains {numOfItems} items': '共 {numOfItems} 项',
  '<empty>': '（未填写）',
  'Open documentation': '打开说明',
};

/** Chinese of the libraries' words: ours first, then what comes with bpmn-js-i18n. */
export default { ...shipped, ...tools, ...headers, ...elements, ...panel, ...simulation };
