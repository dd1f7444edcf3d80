"""Actions that the law does not ask for, and why."""

NOT_A_CHANGE = {
    "snapshot": "it is what is compared",
    "help_snapshot": "it is what is compared",
    "other_typing": "no snapshot shows who types",
}
"""Events that no triple has to tell."""

_OWN_ACCOUNT = "what it changes is read when its screen is opened"
_EMPLOYERS = "what an employer has of their own is read when its screen is opened; no socket tells of it"
_AS_OTHER_OFFERS = "servers load the campaign anew and tell what is different, as for pause_offer and update_offer"
_OPENS_NOTHING = "it is about who comes in: a new connection begins with a snapshot"

CHANGES_NOTHING = {
    # Messages.
    "call_seen": "a receipt: who asked is not told",
    "fetch_messages": "it reads",
    "typing": "it is gone in a moment, and in no snapshot",
    "report": "an organiser reads it; it blocks nobody",
    "appeal": "an organiser reads it",
    "ask_team": "an organiser reads it",
    "close_case": "it adds a line to an inbox, as meeting_step does, or suspends, as suspend_joker does",
    # Who comes in.
    "tell_age": "it keeps nothing",
    "create_guest": _OPENS_NOTHING,
    "request_code": _OPENS_NOTHING,
    "begin_sign_in_with_passkey": _OPENS_NOTHING,
    "sign_out": "its sockets are closed",
    "end_session": "its sockets are closed",
    "end_all_sessions": "its sockets are closed",
    # One's own account.
    "give_consent": _OWN_ACCOUNT,
    "withdraw_consent": _OWN_ACCOUNT,
    "begin_passkey": _OWN_ACCOUNT,
    "add_passkey": _OWN_ACCOUNT,
    "remove_passkey": _OWN_ACCOUNT,
    "update_notification_settings": _OWN_ACCOUNT,
    "set_quiet_hours": _OWN_ACCOUNT,
    "remove_quiet_hours": _OWN_ACCOUNT,
    "add_push_subscription": _OWN_ACCOUNT,
    "remove_push_subscription": _OWN_ACCOUNT,
    "save_offer": "saved offers are in no snapshot: an app asks for them on each connection",
    "forget_saved_offer": "saved offers are in no snapshot: an app asks for them on each connection",
    # Employers, and organisers who decide about them.
    "create_offer": "a draft is its employer's alone",
    "return_offer": "what was handed in and is sent back was never shown",
    "check_wording": "it keeps nothing",
    "revoke_poster": "posters are in no snapshot",
    "restore_poster": "posters are in no snapshot",
    "undo_hire": "nothing was told of what it undoes",
    "register_organisation": _EMPLOYERS,
    "invite_member": _EMPLOYERS,
    "withdraw_invitation": _EMPLOYERS,
    "accept_invitation": _EMPLOYERS,
    "update_member": _EMPLOYERS,
    "remove_member": _EMPLOYERS,
    "decline_organisation": "what an organisation hands in before it is verified was never shown",
    "settle_meeting_alert": "alerts are the organiser's",
    # Jobs.
    "deliver_mail": "it sends what is written",
    "mail_notification": "it sends what is written",
    "push_notification": "it sends what is written",
    "forget_finished_jobs": "jobs are in no snapshot",
    "bring_up_cases": "an organiser reads it",
    "report_walking_days": "an organiser reads it",
    "check_message_arrived": "it adds a line to an inbox, as meeting_step does",
    "remind_of_interview": "it adds a line to an inbox, as meeting_step does",
    "finish_hire": "it adds a line to an inbox: an app asks for its applications when it is told of one",
    "finish_offer_end": "it adds a line to an inbox: an app asks for its applications when it is told of one",
    "look_after_waiting": "it adds a line to an inbox: an app asks for its applications when it is told of one",
    # Offers that come, go or change are told in one way, whoever moves them.
    "extend_offer": _AS_OTHER_OFFERS,
    "publish_offer": _AS_OTHER_OFFERS,
    "take_down_offer": _AS_OTHER_OFFERS,
    "update_organisation": _AS_OTHER_OFFERS,
    "verify_organisation": _AS_OTHER_OFFERS,
    "suspend_organisation": _AS_OTHER_OFFERS,
    "reinstate_organisation": _AS_OTHER_OFFERS,
    "expire_offers": _AS_OTHER_OFFERS,
    "import_feeds": _AS_OTHER_OFFERS,
}

TOLD_LATER = {
    "submit_offer": "a snapshot counts the offers under the clouds: counted for all at once it would take too long",
    "sign_in": "who becomes one with a guest learns it on their other devices with the next connection",
    "sign_in_with_passkey": "who becomes one with a guest learns it on their other devices with the next connection",
    "take_measure": "no triple yet: it is told by a line of the inbox, and all else with the next connection",
    "lift_measure": "no triple yet: it is told by a line of the inbox, and all else with the next connection",
    "enforce_retention": "what is forgotten is old, and gone with the next connection",
}
"""Actions for which the law does not hold: a snapshot shows more than was told."""
