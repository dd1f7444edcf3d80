/**
 * What belongs to one player, from the first question to the last: when somebody else plays, or nobody, it is closed, and
 * the next player gets a new one. So nothing of one can show to another.
 */
import { setOpen } from "../features/notifications/opening_context";
import { Inbox, setInbox } from "../features/notifications/inbox.svelte";
import { Poster, setPoster } from "../features/public/poster.svelte";
import { setRecentPoints, RecentPoints } from "../features/meetings/recent_points.svelte";
import { Play } from "../features/play/play.svelte";
import { WalkMap } from "../features/play/walk_map.svelte";
import type { Walking } from "../features/play/walk/walking.svelte";
import type { Arrival } from "../features/accounts/account.svelte";
import type { HelpLine } from "../features/calls/state/help.svelte";
import type { ApplicationsWorkspace } from "../features/applications/state/applications_workspace.svelte";
import { tellNews } from "../features/meetings/meeting_news";
import { listenForOpenings } from "../shared/device/listen_for_openings";
import type { MeOut } from "../shared/protocol/types";
import { Notices, setNotices } from "../shared/ui/notices.svelte";
import { focusTitle } from "./focus_title";
import { Router, type Tab } from "./router.svelte";

export type SessionOptions = {
  /** The walk of this device, which goes on for the next player. */
  walking: Walking;
  /** Where its player is, if they come in on a page of another's. */
  tab?: Tab;
  /** How much faster than walked a demonstration runs. */
  demoSpeed: number;
  /** Whether it begins with the demonstration. */
  isDemo: boolean;
  /** Somebody else plays from now on; null: nobody does. Closes this session and opens the next. */
  onOver: (next: MeOut | null) => Arrival;
};

export class Session {
  readonly notices = new Notices();
  readonly recentPoints = new RecentPoints();
  readonly poster = new Poster();
  readonly inbox = new Inbox(() => this.onUnread());
  readonly walkMap = new WalkMap();
  readonly play: Play;
  readonly router: Router;
  /** Calls and conversations; null until their code has come, after the map has begun to. */
  help: HelpLine | null = $state.raw(null);
  /** What the player has with employers; null until its code has come. */
  workspace: ApplicationsWorkspace | null = $state.raw(null);

  private isOver = false;
  /** An application to show as soon as the workspace is there. */
  private waitingApplication: string | null = null;
  private readonly stopListening: (() => void)[];

  constructor(private readonly options: SessionOptions) {
    this.play = new Play({
      walking: options.walking,
      notices: this.notices,
      recentPoints: this.recentPoints,
      // What waited for network goes out; what was told meanwhile is asked for.
      onOnline: () => this.workspace?.sync(),
      onApplication: (application) => this.workspace?.tell(application),
      // A recording can be dropped on any page; it is the map that shows it.
      onRecording: () => this.router.showMap(),
      onOver: options.onOver,
    });
    this.router = new Router(
      {
        offer: (id) => this.play.sheets.open(id),
        application: (id) => this.showApplication(id),
        placeOnMap: (id) => this.walkMap.show(id),
        // allowed unchecked-link: a path of this server; an opening's id is a UUID
        organisersCase: (id) => location.assign(`/organiser/cases/${id}`),
        conversation: (id) => {
          this.read(id);
          this.leaveGone(this.help);
        },
        page: focusTitle,
      },
      options.tab,
    );
    this.stopListening = [this.poster.listen()];
  }

  /** Opens what a player has once the game is on the screen. */
  begin(): void {
    this.stopListening.push(listenForOpenings((opening) => void this.router.open(opening)));
    void this.openHelp();
    void this.openWorkspace();
    if (this.options.isDemo) {
      this.playDemo();
    }
  }

  /** Stops all that belongs to this player. */
  close(): void {
    this.isOver = true;
    this.play.close();
    this.help?.stop();
    this.workspace?.stop();
    this.poster.forget();
    this.stopListening.forEach((stop) => stop());
  }

  playDemo(): void {
    void this.play.recordings.playDemo(this.options.demoSpeed);
  }

  /** Walks a recording that was dropped on the page. */
  async playRecording(text: string): Promise<void> {
    await this.play.recordings.play(text, this.options.demoSpeed);
  }

  private async openHelp(): Promise<void> {
    const { HelpLine } = await import("../features/calls/state/help.svelte");
    const playerId = this.play.game?.player.id;
    if (playerId === undefined || this.isOver) {
      return;
    }
    const line: HelpLine = new HelpLine(playerId, {
      notices: this.notices,
      inbox: this.inbox,
      onSignedOut: () => void this.play.sessionRefused(),
      onAnswered: (id) => void this.router.showAnswer(id),
      onConversationsKnown: () => this.leaveGone(line),
      onMeeting: (before, meeting) => void tellNews(before, meeting, (text) => this.notices.tell(text)),
    });
    await line.start();
    if (this.isOver) {
      line.stop();
      return;
    }
    this.help = line;
    if ("Notification" in window && Notification.permission === "granted") {
      const { renewPushes } = await import("../features/notifications/pushes.svelte");
      await renewPushes(playerId);
    }
  }

  private async openWorkspace(): Promise<void> {
    const { ApplicationsWorkspace } =
      await import("../features/applications/state/applications_workspace.svelte");
    // What is discovered rises at once.
    void import("../features/play/offers/Sheets.svelte");
    const playerId = this.play.game?.player.id;
    if (playerId === undefined || this.isOver) {
      return;
    }
    const workspace = new ApplicationsWorkspace({ notices: this.notices, onOpened: (id) => this.read(id) });
    await workspace.start(playerId);
    if (this.isOver) {
      workspace.stop();
      return;
    }
    this.workspace = workspace;
    if (this.play.connection === "online" || this.inbox.unread > 0) {
      workspace.sync();
    }
    if (this.waitingApplication !== null) {
      workspace.open(this.waitingApplication);
    }
  }

  /** Leaves a conversation that is not there: one of the two has blocked the other, or it never was. */
  private leaveGone(help: HelpLine | null): void {
    const shown = this.router.conversation;
    if (shown !== null && help?.isKnown === true && help.conversation(shown) === null) {
      void this.router.showJokers({ name: "overview" });
    }
  }

  private showApplication(id: string): void {
    if (this.workspace === null) {
      this.waitingApplication = id;
    } else {
      this.workspace.open(id);
    }
  }

  /** What a worker did to an application comes as a line of the inbox alone. */
  private onUnread(): void {
    this.workspace?.sync();
    for (const shown of [this.router.conversation, this.workspace?.opened ?? null]) {
      if (shown !== null) {
        this.read(shown);
      }
    }
  }

  /** What the inbox says of a conversation or an application is read with it. */
  private read(subjectId: string): void {
    if (this.inbox.unread > 0) {
      void this.inbox.readOf(subjectId);
    }
  }
}

/** Gives the screens below what is theirs of `session`; called while the component above them is made. */
export function provide(session: Session): void {
  setNotices(session.notices);
  setRecentPoints(session.recentPoints);
  setPoster(session.poster);
  setInbox(session.inbox);
  setOpen((opening) => void session.router.open(opening));
}
