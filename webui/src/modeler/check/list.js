import { say } from '../i18n/words.js';

function made(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text ?? '' });
}

/** The table beneath the drawing: everything that is wrong with the process. */
export class List {
  #place; #path; #pick;

  /**
   * @param {HTMLElement} place a section with [data-count] and [data-list]
   * @param {string} path the file that is drawn
   * @param {(id: string) => void} pick is called with an element of this drawing
   */
  constructor(place, path, pick) {
    this.#place = place;
    this.#path = path;
    this.#pick = pick;
  }

  /** Says that another drawing is being looked at: what stands here is not about it. */
  wait() {
    const count = this.#place.querySelector('[data-count]');
    count.textContent = say('正在检查……');
    count.className = 'check-count';
    this.#place.querySelector('[data-list]').replaceChildren();
  }

  /** Shows `problems`; null when the server did not tell. */
  show(problems) {
    const count = this.#place.querySelector('[data-count]');
    const list = this.#place.querySelector('[data-list]');
    this.#place.dataset.found = problems ? String(problems.length) : '';
    count.textContent = this.#summary(problems);
    count.className = `check-count ${problems?.some((each) => each.severity === 'error') ? 'check-count-error' : problems?.length ? 'check-count-warning' : ''}`;
    list.replaceChildren(...(problems ?? []).map((each) => this.#row(each)));
  }

  #summary(problems) {
    if (!problems) return say('暂时无法检查，稍后再试。');
    const errors = problems.filter((each) => each.severity === 'error').length;
    if (!problems.length) return say('没有发现问题');
    return say('{errors} 个错误，{warnings} 个提醒', { errors, warnings: problems.length - errors });
  }

  #row(problem) {
    const row = made('li', 'check-row');
    const error = problem.severity === 'error';
    row.append(made('span', `tag ${error ? 'tag-danger' : 'tag-warning'}`, error ? say('错误') : say('提醒')), ' ', this.#way(problem));
    if (problem.file !== this.#path) row.append(' ', made('span', 'check-file', problem.file));
    row.append(' ', made('span', 'check-rule', problem.rule));
    return row;
  }

  #way(problem) {
    if (problem.file === this.#path && problem.element) {
      const button = Object.assign(made('button', 'link-button check-message', problem.message), { type: 'button' });
      button.addEventListener('click', () => this.#pick(problem.element));
      return button;
    }
    const address = problem.file !== this.#path && problem.address;
    return address ? Object.assign(made('a', 'check-message', problem.message), { href: address }) : made('span', 'check-message', problem.message);
  }
}
