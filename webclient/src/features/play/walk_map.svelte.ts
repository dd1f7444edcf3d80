/** The map of the walk: opened once, it follows the player until they look elsewhere. */
import { tick } from "svelte";
import { speech } from "../../shared/i18n/language.svelte";
import { api } from "../../shared/protocol/api";
import type { GameMap } from "./map/game_map";
import type { Play } from "./play.svelte";

export type WalkMapOptions = {
  container: HTMLElement;
  play: Play;
  onPinSelected: (id: string) => void;
};

export class WalkMap {
  /** null until it is opened. */
  map: GameMap | null = $state.raw(null);
  hasFailed = $state(false);
  isFollowing = $state(true);
  /** A place to show as soon as there is a map. */
  private wanted: string | null = null;

  /** Opens the map in the page until the returned function is called. */
  open(options: WalkMapOptions): () => void {
    let stopFog: (() => void) | undefined;
    let isLeft = false;
    void this.load(options).then(async (opened) => {
      if (isLeft || opened === null) {
        opened?.destroy();
        return;
      }
      opened.setFog(options.play.game?.fog ?? []);
      stopFog = options.play.onFog({
        replaced: (fog) => opened.setFog(fog),
        lifted: (blocks) => opened.liftCells(blocks),
      });
      this.map = opened;
      // Its pins are set with the next change of the page.
      await tick();
      if (this.wanted !== null) {
        this.show(this.wanted);
      }
    });
    return () => {
      isLeft = true;
      stopFog?.();
      this.map?.destroy();
      this.map = null;
    };
  }

  /** Shows an offer, or a Joker's place, in the middle of the map, at once or when there is one. */
  show(id: string): void {
    this.isFollowing = false;
    this.wanted = this.map === null ? id : null;
    this.map?.showOffer(id);
  }

  private async load({ container, play, onPinSelected }: WalkMapOptions): Promise<GameMap | null> {
    try {
      // The map is by far the largest part: everything else works before it is there, and without it.
      const [{ createGameMap }, settings] = await Promise.all([
        import("./map/game_map"),
        api.clientSettings().catch(() => null),
        play.campaignLoaded,
      ]);
      return await createGameMap({
        container,
        centre: play.walking.me?.position ?? play.centre,
        territory: play.territory,
        baseMap: {
          pmtilesUrl: settings?.pmtiles_url ?? null,
          styleUrl: settings?.style_url ?? null,
          schematicUrl: settings?.schematic_url ?? "/api/schematic-map.geojson",
        },
        labels: { attribution: speech.words.walk.mapAttribution },
        reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
        onPinSelected,
        onUserMoved: () => (this.isFollowing = false),
        onError: (message) => console.warn(message),
      });
    } catch {
      this.hasFailed = true;
      return null;
    }
  }
}
