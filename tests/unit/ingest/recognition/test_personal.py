"""What a sales plan has no use for is dropped, in every language."""

from __future__ import annotations

import pytest

from tests.unit.ingest.recognition.raw import recognised, taken


@pytest.mark.parametrize(
    "headers",
    [
        ["Employee ID", "Worker", "Job Title", "Hire Date", "Gender", "Date of Birth", "SSN"],
        ["Personalnummer", "Name", "Stelle", "Eintritt", "Geschlecht", "Geburtsdatum",
         "Konfession"],
        ["Matricule", "Nom complet", "Poste", "Date d'entrée", "Sexe", "Date de naissance", "NIR"],
        ["Nº empleado", "Nombre completo", "Puesto", "Fecha de alta", "Sexo", "Estado civil",
         "DNI"],
        ["Personeelsnummer", "Naam", "Functie", "In dienst", "Geslacht", "Geboortedatum", "BSN"],
        ["Matricola", "Nominativo", "Ruolo", "Data assunzione", "Sesso", "Data di nascita",
         "Codice fiscale"],
        ["Matrícula", "Nome completo", "Cargo", "Data de admissão", "Sexo", "Raça/Cor", "CPF"],
        ["Osobní číslo", "Jméno a příjmení", "Pozice", "Nástup", "Pohlaví", "Datum narození",
         "Rodné číslo"],
        ["社員番号", "氏名", "役職", "入社日", "性別", "生年月日", "国籍"],
    ],
    ids=["en", "de", "fr", "es", "nl", "it", "pt", "cs", "ja"],
)  # fmt: skip
def test_personal_columns_are_dropped_in_every_language(headers):
    kinds = ["number", "person", "word", "date", "word", "date", "number"]
    mapping = recognised(dict(zip(headers, kinds, strict=True)))
    assert mapping.kind == "rep"
    assert set(mapping.personal) == set(headers[4:])
    assert list(taken(mapping)) == headers[:4]


def test_where_an_employee_lives_is_dropped_and_where_they_work_is_kept():
    mapping = recognised(
        {
            "Employee #": "number",
            "First Name": "word",
            "Last Name": "word",
            "Hire Date": "date",
            "Job Title": "word",
            "Work Email": "mail",
            "Home Email": "mail",
            "Location": "word",
            "Address Line 1": "word",
            "City": "word",
            "Zip Code": "number",
        }
    )
    assert set(mapping.personal) == {"Home Email", "Address Line 1", "City", "Zip Code"}
    assert taken(mapping)["Work Email"] == "rep.email"
    assert taken(mapping)["Location"] == "rep.city"


def test_the_same_words_are_no_secret_where_no_person_is_meant():
    """Age of a deal, the street of a customer."""
    deals = recognised(
        {"Opportunity ID": "id", "Stage": "word", "Close Date": "date", "Age": "percent"}
    )
    accounts = recognised({"Account ID": "id", "Account Name": "company", "Billing Street": "word"})
    assert (deals.personal, accounts.personal) == ((), ())
