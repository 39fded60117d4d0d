const quiet = 1500;

/** Has the server look at the drawing once it rests, one request at a time, and passes on what it found. */
export class Checking {
  #look; #found; #timer = 0; #running = false; #again = false;

  /**
   * @param {() => Promise<{ok: boolean, data: {problems: Object[]}}>} look asks the server about the drawing as it stands
   * @param {(problems: Object[]|null) => void} found hears the list; null when it could not be had
   */
  constructor(look, found) {
    this.#look = look;
    this.#found = found;
  }

  /** The drawing is another one now. */
  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), quiet);
  }

  /** Looks at once, or as soon as the look under way is over. */
  async now() {
    clearTimeout(this.#timer);
    this.#again = this.#running;
    if (this.#running) return;
    this.#running = true;
    const answer = await this.#look().catch(() => null);
    this.#running = false;
    if (this.#again) await this.now();
    else this.#found(answer?.ok ? answer.data.problems : null);
  }
}
