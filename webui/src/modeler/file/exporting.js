import { download } from './download.js';

/** The buttons that hand out the drawing as files. */
export function wireExport({ drawing, file }) {
  const name = file.path.split('/').pop();
  return {
    bpmn: async () => download(await drawing.text(), name, 'application/xml'),
    svg: async () => download(await drawing.picture(), name.replace(/\.bpmn$/, '.svg'), 'image/svg+xml'),
  };
}
