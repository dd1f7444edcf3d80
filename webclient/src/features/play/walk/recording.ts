/** What plays a recorded walk, in one piece: few ever do, and it is loaded when they do. */
export { readGpx, walkThrough } from "./gpx";
export { GpxPlayer } from "./gpx_player";
