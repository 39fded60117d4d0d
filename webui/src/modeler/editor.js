import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import translation from './i18n/index.js';
import gx from './panel/moddle/gx.json';
import panel from './panel/index.js';

const fontFamily = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';

/**
 * @param {HTMLElement} container where to draw
 * @param {HTMLElement} side where the properties panel stands
 * @param {Object} choices what the panel offers, see README
 */
export function makeEditor(container, side, choices) {
  return new Modeler({
    container,
    propertiesPanel: { parent: side },
    moddleExtensions: { gx },
    textRenderer: { defaultStyle: { fontFamily }, externalStyle: { fontFamily, fontSize: 12 } },
    additionalModules: [translation, BpmnPropertiesPanelModule, { choices: ['value', choices] }, ...panel],
  });
}
