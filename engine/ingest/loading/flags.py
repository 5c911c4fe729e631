"""Yes and no in the languages that extracts come in."""

from __future__ import annotations

from engine.ingest.loading.cast import CELL, Cast

YES = (
    "yes", "y", "true", "t", "1", "1.0", "on", "x", "✓", "ja", "j", "wahr", "oui", "vrai", "si",
    "sí", "sì", "vero", "verdadero", "sim", "verdadeiro", "ano", "pravda", "waar", "はい", "○",
)  # fmt: skip
NO = (
    "no", "n", "false", "f", "0", "0.0", "off", "nein", "falsch", "non", "faux", "falso", "não",
    "nao", "ne", "nepravda", "nee", "onwaar", "いいえ", "×",
)  # fmt: skip

_MORE_YES = {
    "is_won": ("won", "gewonnen", "ganada", "ganado", "gagné", "gagnée", "vinta", "vinto",
               "ganha", "ganho", "vyhráno", "受注"),
    "is_closed": ("closed", "won", "lost", "geschlossen", "gewonnen", "verloren", "gesloten",
                  "fermé", "cerrado", "cerrada", "chiuso", "fechado", "uzavřeno"),
    "is_active": ("active", "aktiv", "actif", "activo", "attivo", "actief", "ativo", "aktivní"),
    "is_deleted": ("deleted",),
}  # fmt: skip
_MORE_NO = {
    "is_won": ("lost", "open", "verloren", "offen", "perdida", "perdido", "perdu", "perdue",
               "persa", "ouvert", "abierta", "abierto", "aperta", "aberto", "ztraceno", "失注"),
    "is_closed": ("open", "offen", "ouvert", "ouverte", "abierto", "abierta", "aperto", "aperta",
                  "aberto", "aberta", "otevřeno"),
    "is_active": ("inactive", "terminated", "inaktiv", "inactif", "inactivo", "left",
                  "inattivo", "inactief", "inativo", "neaktivní"),
    "is_deleted": ("active",),
}  # fmt: skip


def flag(field: str) -> Cast:
    """Conversion of a column of flags; some fields know words of their own, such as ``won``."""
    yes = _listed((*YES, *_MORE_YES.get(field, ())))
    no = _listed((*NO, *_MORE_NO.get(field, ())))
    cell = f"lower({CELL})"
    return Cast(f"CASE WHEN {cell} IN ({yes}) THEN true WHEN {cell} IN ({no}) THEN false END")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
