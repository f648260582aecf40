"""The methods of the Bot API, version 10.3 (core.telegram.org/bots/api#available-methods), and what they take."""

from __future__ import annotations

import re

NAMES = frozenset({
    "addStickerToSet", "answerCallbackQuery", "answerChatJoinRequestQuery", "answerGuestQuery", "answerInlineQuery",
    "answerPreCheckoutQuery", "answerShippingQuery", "answerWebAppQuery", "approveChatJoinRequest",
    "approveSuggestedPost", "banChatMember", "banChatSenderChat", "close", "closeForumTopic",
    "closeGeneralForumTopic", "convertGiftToStars", "copyMessage", "copyMessages", "createChatInviteLink",
    "createChatSubscriptionInviteLink", "createForumTopic", "createInvoiceLink", "createNewStickerSet",
    "declineChatJoinRequest", "declineSuggestedPost", "deleteAllMessageReactions", "deleteBusinessMessages",
    "deleteChatPhoto", "deleteChatStickerSet", "deleteEphemeralMessage", "deleteForumTopic", "deleteMessage",
    "deleteMessageReaction", "deleteMessages", "deleteMyCommands", "deleteStickerFromSet", "deleteStickerSet",
    "deleteStory", "deleteWebhook", "editChatInviteLink", "editChatSubscriptionInviteLink",
    "editEphemeralMessageCaption", "editEphemeralMessageMedia", "editEphemeralMessageReplyMarkup",
    "editEphemeralMessageText", "editForumTopic", "editGeneralForumTopic", "editMessageCaption",
    "editMessageChecklist", "editMessageLiveLocation", "editMessageMedia", "editMessageReplyMarkup",
    "editMessageText", "editStory", "editUserStarSubscription", "exportChatInviteLink", "forwardMessage",
    "forwardMessages", "getAvailableGifts", "getBusinessAccountGifts", "getBusinessAccountStarBalance",
    "getBusinessConnection", "getChat", "getChatAdministrators", "getChatGifts", "getChatMember",
    "getChatMemberCount", "getChatMenuButton", "getCustomEmojiStickers", "getFile", "getForumTopicIconStickers",
    "getGameHighScores", "getManagedBotAccessSettings", "getManagedBotToken", "getMe", "getMyCommands",
    "getMyDefaultAdministratorRights", "getMyDescription", "getMyName", "getMyShortDescription", "getMyStarBalance",
    "getStarTransactions", "getStickerSet", "getUpdates", "getUserChatBoosts", "getUserGifts",
    "getUserPersonalChatMessages", "getUserProfileAudios", "getUserProfilePhotos", "getWebhookInfo",
    "giftPremiumSubscription", "hideGeneralForumTopic", "leaveChat", "logOut", "pinChatMessage", "postStory",
    "promoteChatMember", "readBusinessMessage", "refundStarPayment", "removeBusinessAccountProfilePhoto",
    "removeChatVerification", "removeMyProfilePhoto", "removeUserVerification", "reopenForumTopic",
    "reopenGeneralForumTopic", "replaceManagedBotToken", "replaceStickerInSet", "repostStory", "restrictChatMember",
    "revokeChatInviteLink", "savePreparedInlineMessage", "savePreparedKeyboardButton", "sendAnimation", "sendAudio",
    "sendChatAction", "sendChatJoinRequestWebApp", "sendChecklist", "sendContact", "sendDice", "sendDocument",
    "sendGame", "sendGift", "sendInvoice", "sendLivePhoto", "sendLocation", "sendMediaGroup", "sendMessage",
    "sendMessageDraft", "sendPaidMedia", "sendPhoto", "sendPoll", "sendRichMessage", "sendRichMessageDraft",
    "sendSticker", "sendVenue", "sendVideo", "sendVideoNote", "sendVoice", "setBusinessAccountBio",
    "setBusinessAccountGiftSettings", "setBusinessAccountName", "setBusinessAccountProfilePhoto",
    "setBusinessAccountUsername", "setChatAdministratorCustomTitle", "setChatDescription", "setChatMemberTag",
    "setChatMenuButton", "setChatPermissions", "setChatPhoto", "setChatStickerSet", "setChatTitle",
    "setCustomEmojiStickerSetThumbnail", "setGameScore", "setManagedBotAccessSettings", "setMessageReaction",
    "setMyCommands", "setMyDefaultAdministratorRights", "setMyDescription", "setMyName", "setMyProfilePhoto",
    "setMyShortDescription", "setPassportDataErrors", "setStickerEmojiList", "setStickerKeywords",
    "setStickerMaskPosition", "setStickerPositionInSet", "setStickerSetThumbnail", "setStickerSetTitle",
    "setUserEmojiStatus", "setWebhook", "stopMessageLiveLocation", "stopPoll", "transferBusinessAccountStars",
    "transferGift", "unbanChatMember", "unbanChatSenderChat", "unhideGeneralForumTopic", "unpinAllChatMessages",
    "unpinAllForumTopicMessages", "unpinAllGeneralForumTopicMessages", "unpinChatMessage", "upgradeGift",
    "uploadStickerFile", "verifyChat", "verifyUser",
})  # fmt: skip
"""Every published method. Telegram reads a name without regard to case."""

SAYS = frozenset({
    "answerCallbackQuery", "answerGuestQuery", "answerInlineQuery", "answerPreCheckoutQuery", "answerShippingQuery",
    "answerWebAppQuery", "copyMessage", "copyMessages", "declineSuggestedPost", "editEphemeralMessageCaption",
    "editEphemeralMessageMedia", "editEphemeralMessageReplyMarkup", "editEphemeralMessageText",
    "editMessageCaption", "editMessageChecklist", "editMessageLiveLocation", "editMessageMedia",
    "editMessageReplyMarkup", "editMessageText", "forwardMessage", "forwardMessages", "giftPremiumSubscription",
    "savePreparedInlineMessage", "sendAnimation", "sendAudio", "sendChecklist", "sendContact", "sendDice",
    "sendDocument", "sendGame", "sendGift", "sendInvoice", "sendLivePhoto", "sendLocation", "sendMediaGroup",
    "sendMessage", "sendMessageDraft", "sendPaidMedia", "sendPhoto", "sendPoll", "sendRichMessage",
    "sendRichMessageDraft", "sendSticker", "sendVenue", "sendVideo", "sendVideoNote", "sendVoice",
    "stopMessageLiveLocation", "stopPoll",
})  # fmt: skip
"""Methods that say something to somebody: tokens in their texts become values, where it is known to whom."""

PROTECTED = frozenset({
    "copyMessage", "copyMessages", "forwardMessage", "forwardMessages", "postStory", "repostStory", "sendAnimation",
    "sendAudio", "sendChecklist", "sendContact", "sendDice", "sendDocument", "sendGame", "sendInvoice",
    "sendLivePhoto", "sendLocation", "sendMediaGroup", "sendMessage", "sendPaidMedia", "sendPhoto", "sendPoll",
    "sendRichMessage", "sendSticker", "sendVenue", "sendVideo", "sendVideoNote", "sendVoice",
})  # fmt: skip
"""Methods that take `protect_content`: what they send cannot be forwarded or saved."""

FILES = frozenset({
    "addStickerToSet", "createNewStickerSet", "editEphemeralMessageMedia", "editMessageMedia", "editStory",
    "postStory", "replaceStickerInSet", "sendAnimation", "sendAudio", "sendDocument", "sendLivePhoto",
    "sendMediaGroup", "sendPaidMedia", "sendPhoto", "sendPoll", "sendRichMessage", "sendRichMessageDraft",
    "sendSticker", "sendVideo", "sendVideoNote", "sendVoice", "setBusinessAccountProfilePhoto", "setChatPhoto",
    "setMyProfilePhoto", "setStickerSetThumbnail", "setWebhook", "uploadStickerFile",
})  # fmt: skip
"""Methods that may bring a file."""

STRUCTURED = frozenset({
    "accepted_gift_types", "added_user_ids", "allowed_updates", "areas", "button", "caption_entities", "checklist",
    "commands", "content", "correct_option_ids", "country_codes", "custom_emoji_ids", "description_entities",
    "emoji_list", "entities", "ephemeral_message_parameters", "errors", "explanation_entities", "explanation_media",
    "keywords", "link_preview_options", "mask_position", "media", "menu_button", "message_ids", "options",
    "permissions", "photo", "prices", "question_entities", "reaction", "reply_markup", "reply_parameters", "result",
    "results", "rich_message", "rights", "scope", "shipping_options", "sticker", "stickers",
    "suggested_post_parameters", "suggested_tip_amounts", "text_entities",
})  # fmt: skip
"""Parameters that are objects or lists; a form has them as JSON."""

ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that a bot gets only where it names them."""

UPDATES = frozenset({
    "business_connection", "business_message", "callback_query", "channel_post", "chat_boost", "chat_join_request",
    "chosen_inline_result", "deleted_business_messages", "edited_business_message", "edited_channel_post",
    "edited_message", "guest_message", "inline_query", "managed_bot", "message", "my_chat_member", "poll",
    "poll_answer", "pre_checkout_query", "purchased_paid_media", "removed_chat_boost", "shipping_query",
    "stopped_message_generation", "subscription",
})  # fmt: skip
"""Updates that Telegram gives to a bot that names none."""

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
"""What a webhook's secret is made of."""
