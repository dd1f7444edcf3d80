/**
 * The news since a connection began. Its snapshot was read at some moment in between, and must take nothing away
 * of what happened after that: what it does not hold is applied to it once more. Pure: knows no socket and no screen.
 */
type Change<State> = (state: State) => State;

export class SinceSnapshot<State, Point, Stamp> {
  /** null once the snapshot has come. */
  private waiting: { stamp: Stamp | null; change: Change<State> }[] | null = [];
  private point: Point | null = null;

  /** `holds`: whether what happened at `stamp` is in a snapshot that was read at `point`. */
  constructor(private readonly holds: (point: Point, stamp: Stamp) => boolean) {}

  /** A connection begins, and with it the wait for its snapshot. */
  begin(): void {
    this.waiting = [];
  }

  /** `state` with a change that was told, unless the snapshot holds it. A null stamp: it is right whenever it comes. */
  tell(state: State, stamp: Stamp | null, change: Change<State>): State {
    if (this.waiting !== null) {
      this.waiting.push({ stamp, change });
    } else if (this.point !== null && stamp !== null && this.holds(this.point, stamp)) {
      return state;
    }
    return change(state);
  }

  /** The snapshot, with the news that it does not hold. */
  take(shown: State, point: Point): State {
    const told = this.waiting ?? [];
    [this.waiting, this.point] = [null, point];
    return told
      .filter(({ stamp }) => stamp === null || !this.holds(point, stamp))
      .reduce((state, { change }) => change(state), shown);
  }
}
