"""Locales of all notations, by their names in CLDR: a language and a country."""

LOCALES = (
    "en_US", "en_GB", "en_IN", "en_CA", "en_ZA", "fr_FR", "fr_CA", "fr_CH", "de_DE", "de_AT", "de_CH", "es_ES", "es_MX",
    "pt_BR", "pt_PT", "it_IT", "nl_NL", "sv_SE", "nb_NO", "da_DK", "fi_FI", "pl_PL", "cs_CZ", "hu_HU", "ru_RU", "tr_TR",
    "ja_JP", "zh_CN", "ar_EG", "fa_IR", "hi_IN", "bn_BD", "he_IL", "ar_KW",
)  # fmt: skip
