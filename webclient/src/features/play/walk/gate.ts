/** A gate before work that must not happen while something else changes. */
export class Gate {
  private closed: Promise<void> | null = null;
  private readonly underWay = new Set<Promise<unknown>>();

  /** Does `work` as soon as the gate is open. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.closed !== null) {
      await this.closed;
    }
    const working = work();
    this.underWay.add(working);
    try {
      return await working;
    } finally {
      this.underWay.delete(working);
    }
  }

  /** Closes it; resolves once nothing is under way any more, to what opens it again. */
  async close(): Promise<() => void> {
    let open = (): void => undefined;
    this.closed = new Promise((resolve) => {
      open = () => {
        this.closed = null;
        resolve();
      };
    });
    await Promise.allSettled(this.underWay);
    return open;
  }
}
