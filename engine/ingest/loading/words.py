"""Words that decide: won and lost, new and renewal, call and meeting, in nine languages."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Outcome = Literal["won", "lost", "open"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WON = _set(
    "won win gewonnen gagne gagnee conclu conclue ganada ganado vinta vinto acquisita ganha ganho "
    "vyhrano vyhrana vyhra wygrana closedwon 受注 成約 成立 契約締結"
)
_LOST = _set(
    "lost loss verloren perdu perdue perdida perdido persa perso ztraceno ztracena prohrano "
    "prohrana przegrana closedlost 失注 不成立"
)
_WON_WHOLE = _set(
    "order auftrag bestellung commande pedido ordine bestelling encomenda objednavka signed booked"
)
_NOT = _set("not nicht non no ne kein")

_TYPES = {
    "renewal": "renewal renew renewals verlangerung erneuerung renouvellement renovacion rinnovo "
    "verlenging renovacao prodlouzeni obnova 更新 継続",
    "expansion": "expansion upsell upgrade cross crosssell existing addon growth extension "
    "bestandskunde bestandsgeschaft erweiterung ausbau existant existante ampliacion existente "
    "espansione esistente uitbreiding bestaande bestaand expansao rozsireni stavajici upselling "
    "既存 拡張 追加",
    "new": "new neu neukunde neugeschaft nouveau nouvelle nueva nuevo nuova nuovo nieuw nieuwe "
    "novo nova novy logo newbusiness 新規",
}
_KINDS = {
    "email": "email mail mails emails courriel correo correio メール epost",
    "proposal": "proposal quote quotation angebot offre propuesta proposta offerte "
    "nabidka 提案 見積",
    "demo": "demo demonstration vorfuhrung demonstracion dimostrazione デモ",
    "call": "call calls phone anruf telefonat telefon appel llamada chiamata telefoon ligacao "
    "hovor 電話 コール",
    "meeting": "meeting visit event termin besuch treffen reunion rendez rdv visite cita visita "
    "riunione incontro afspraak bezoek vergadering reuniao schuzka 会議 訪問 面談",
}
_LEVELS = {
    "team": "team group rollup roll manager mannschaft gruppe equipe equipo squadra ploeg tym "
    "チーム region overlay",
    "rep": "rep individual individuell individueel individuel individuelle individuale "
    "individualni person personal seller own 個人",
}
_CREDIT = {
    "overlay": "overlay specialist se support split",
    "transition": "transition handover dual",
    "direct": "direct owner primary",
}
_TARGETS = {
    "forecast": "forecast prognose prevision pronostico previsione previsao",
    "budget": "budget presupuesto orcamento rozpocet",
    "actual": "actual actuals ist reel real realise consuntivo",
    "plan": "plan target goal ziel objectif objetivo obiettivo doel cil 目標",
}
VOCABULARIES = {
    ("opportunity", "type"): _TYPES,
    ("activity", "kind"): _KINDS,
    ("quota", "level"): _LEVELS,
    ("credit", "role"): _CREDIT,
    ("target", "kind"): _TARGETS,
}
"""Words of each closed vocabulary, by table and field; the first group that has one wins."""

_CANCELLED = _set(
    "cancelled canceled cancel storniert annule annulee anulado cancelado annullato geannuleerd "
    "zruseno voided void deleted rejected キャンセル"
)
_YEARLY_UNITS = {
    "hour": "hour hourly hours stunde stunden stundlich heure horaire hora ora uur hodina",
    "month": "month monthly monat monatlich mois mensuel mes mensual mese maand mesic",
    "week": "week weekly woche wochentlich semaine hebdomadaire semana settimana tyden",
}
UNITS_A_YEAR = {"hour": 2080, "month": 12, "week": 52}
"""How often a pay unit comes in a year of full-time work."""


def plain(text: str) -> str:
    """Text in lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def tokens(text: str) -> list[str]:
    """Words of a text in lower case without accents, digits and punctuation."""
    return re.findall(r"[^\W\d_]+", plain(text))


def outcome(stage: str) -> Outcome:
    """What a stage says about its deal; anything but won or lost is open."""
    words = tokens(stage)
    if _NOT.intersection(words):
        return "open"
    won = any(w in _WON for w in words) or " ".join(words) in _WON_WHOLE or _holds(stage, _WON)
    lost = any(w in _LOST for w in words) or _holds(stage, _LOST)
    if won == lost:
        return "open"
    return "won" if won else "lost"


def word_of(vocabulary: Mapping[str, str], text: str) -> str:
    """Word of a closed vocabulary that a text means, empty where it means none."""
    found = set(tokens(text))
    for word, forms in vocabulary.items():
        if found & set(forms.split()) or _holds(text, forms.split()):
            return word
    return ""


def is_cancelled(status: str) -> bool:
    """Whether the state of an order says that it does not count."""
    return bool(_CANCELLED.intersection(tokens(status))) or _holds(status, _CANCELLED)


def units_a_year(frequency: str) -> int:
    """How often a year pay of this frequency comes; 1 for a year's pay."""
    return UNITS_A_YEAR.get(word_of(_YEARLY_UNITS, frequency), 1)


def _holds(text: str, words: Iterable[str]) -> bool:
    """Whether a script written without blanks holds one of the words."""
    return any(w in text for w in words if not w.isascii())
