"""Names of months in the languages that extracts come in, without accents."""

from __future__ import annotations

_NAMES: dict[int, str] = {
    1: "jan january januar jaenner janvier janv enero ene januari gennaio gen janeiro leden ledna "
    "led styczen",
    2: "feb february februar fevrier fev fevr febrero februari febbraio fevereiro unor unora uno "
    "luty",
    3: "mar march marz maerz mrz mars marzo maart mrt marco brezen brezna bre marzec",
    4: "apr april avril avr abril abr aprile duben dubna dub kwiecien",
    5: "may mai mayo mei maggio mag maio kveten kvetna kve maj",
    6: "jun june juni juin junio giugno giu junho cerven cervna cvn czerwiec",
    7: "jul july juli juillet juil julio luglio lug julho cervenec cervence cvc lipiec",
    8: "aug august aout aou agosto ago augustus srpen srpna srp sierpien",
    9: "sep sept september septembre septiembre set settembre setembro zari zar wrzesien",
    10: "oct october oktober okt octobre octubre oktober ottobre ott outubro out rijen rijna rij "
    "pazdziernik",
    11: "nov november novembre noviembre novembro listopad listopadu lis",
    12: "dec december dezember dez decembre diciembre dic dicembre dezembro prosinec prosince pro "
    "grudzien",
}

MONTHS: dict[str, int] = {word: month for month, words in _NAMES.items() for word in words.split()}
"""Lower-case word without accents to month, 1 to 12."""
