/** Whether positions were stopped on this device without the server having heard of it yet. */
import { Setting } from "../../shared/device/settings";

export const withdrawalToTell = new Setting("withdrawal_to_tell", false);
