"""Invented names of people and companies."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def _words(text: str) -> tuple[str, ...]:
    """Words of a text."""
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    """Phrases of a text, which bars keep apart."""
    return tuple(text.split("|"))


_FIRST = _words(
    "Aaliyah Aaron Adaeze Adrián Aiko Alejandra Amara Amélie Amit Anders Andrea Anjali Anton "
    "Arjun Asha Astrid Aylin Beatriz Bella Björn Brianna Bruno Caleb Camila Carmen Cédric "
    "Chiara Claire Connor Dalia Damián Daniel Darnell Dmitri Edith Eduardo Elena Elif Elijah "
    "Emeka Emma Esteban Ethan Eva Fatima Felix Femi Fiona François Gabriela Gavin Giorgia Grace "
    "Gustavo Hana Hannah Harper Hassan Heidi Hugo Ian Imani Inés Ingrid Isaac Ivy Jamal Jasmine "
    "Joaquín Jorge Joyce Kai Kamal Karin Kenji Kwame Lars Layla Leila Leon Lina Lucía Lukáš "
    "Malik Marcus Marek Maribel Mateo Maya Mei Mohan Monique Naomi Nathan Niamh Nikhil Nora "
    "Oleg Olivia Omar Oscar Pablo Paige Pavel Petra Quentin Rachel Rafael Rania Ravi Renée Rosa "
    "Ruth Samir Sanjay Sara Sean Sinéad Sofia Søren Stella Sunita Tamara Tara Theo Tyrone Uma "
    "Valentina Vera Víctor Wei Wyatt Xavier Yara Yusuf Zara Zoë"
)
_LAST = _words(
    "Abara Acosta Adeyemi Albright Almeida Andersen Arellano Ashworth Bakshi Bancroft Barros "
    "Beaumont Becker Bianchi Björk Bouchard Bramwell Brandt Brennan Calloway Castillo Chandra "
    "Chen Christensen Coleman Córdova Costa Crawford Dalton Delacroix Desai Díaz Donnelly "
    "Dubois Duarte Eklund Ellison Engström Espinoza Fairchild Farrell Fischer Flores Fontaine "
    "Fraser Fujimoto Gallagher García Gibson Goldberg González Greenwood Guerrero Gupta Haddad "
    "Hale Hansen Hartmann Hayashi Herrera Hoffman Holloway Hudson Ibáñez Ibrahim Iyer Jansen "
    "Jefferson Johansson Kapoor Kaur Keller Khan Kim Kowalski Kruger Kumar Lachance Lam Larsen "
    "Leclerc Lindqvist Lopez Lozano Maddox Malik Marchetti Marlowe Martín Mbeki McKenna Mehta "
    "Mendoza Mercer Miyamoto Moreau Moretti Müller Murphy Nakamura Navarro Ndiaye Nguyen "
    "Nordström Novák Núñez Oakley Obi Okafor Olsen Ortega Osborne Palmer Park Patel Pereira "
    "Peña Pham Prescott Quinn Quintero Radcliffe Ramírez Rashid Reyes Rhodes Ricci Rivera "
    "Romero Rossi Rousseau Rutherford Sakamoto Saleh Santos Sato Schneider Serrano Shah "
    "Sinclair Silva Singh Solís Soto Stanton Sullivan Tanaka Thakur Thornton Torres Tran Trujillo "
    "Vance Vargas Vasquez Velasco Vogel Wagner Walker Whitfield Winslow Xu Yamada Yilmaz Zapata "
    "Zhang Zimmermann Zhou"
)

_STEMS = _phrases(
    "Abbott Ridge|Alder Creek|Allegheny|Amberly|Ardmore|Ashby|Aurora|Badger|Baldwin|Bancroft|"
    "Barlow|Bayview|Beacon|Belmont|Benson|Birchwood|Blackstone|Blue Heron|Bluewater|Bowman|"
    "Bradford|Briar Hill|Bridgeport|Brookfield|Buckeye|Burnham|Calder|Cambria|Cameron|Canyon|"
    "Cardinal|Carver|Cascade|Cedar Falls|Chandler|Charter|Chester|Clearwater|Clifton|Coastal|"
    "Colby|Compass|Concord|Copperfield|Cornerstone|Crescent|Crestview|Crown|Cumberland|Cypress|"
    "Dalton|Delta|Denali|Drake|Dunmore|Eagle Point|Eastgate|Elkhorn|Ellis|Elmwood|Emerson|"
    "Evergreen|Fairmont|Falcon|Farrow|Fenwick|Firestone Hill|Forge|Franklin|Frontier|Galloway|"
    "Garrison|Gateway|Glenwood|Granite|Great Lakes|Greenfield|Greyson|Halcyon|Hamlin|Harbor|"
    "Hartwell|Haven|Hawthorne|Hickory|Highland|Hillcrest|Holbrook|Horizon|Hudson|Huron|"
    "Independence|Ironwood|Jasper|Juniper|Keystone|Kingsley|Kirkland|Lakeshore|Lancaster|Laurel|"
    "Liberty|Lincoln Park|Lockhart|Lone Pine|Longview|Lynwood|Madison|Magnolia|Maple Grove|"
    "Marlin|Mayfield|Meridian|Merrimack|Midland|Mill River|Mohawk|Monarch|Monroe|Montrose|"
    "Morgan|Mountain View|Nautilus|Newcastle|Norfolk|North Star|Northfield|Oak Hill|Oakmont|"
    "Ohio Valley|Old Harbor|Orchard|Osprey|Overland|Palisade|Palmetto|Paragon|Patriot|Pembroke|"
    "Peninsula|Penrose|Pine Ridge|Pinnacle|Pioneer|Piedmont|Plymouth|Port City|Prairie|"
    "Prescott|Quarry|Quincy|Raleigh Road|Redstone|Redwood|Remington|Ridgeline|Riverbend|"
    "Riverside|Rockport|Rosewood|Sandhill|Saratoga|Sawtooth|Seneca|Sequoia|Shenandoah|Sierra|"
    "Silver Lake|Southport|Spring Valley|Sterling|Stillwater|Stone Bridge|Summit|Sunrise|"
    "Sycamore|Tamarack|Thornhill|Three Rivers|Tidewater|Timberline|Trident|Tri-State|Trinity|"
    "Twin Oaks|Union|Valley Forge|Vanguard|Vantage|Wabash|Walden|Walnut Grove|Warwick|Wayne|"
    "Wellington|Westbrook|Westfield|Whitaker|White Oak|Willow Creek|Windham|Windsor|Wolverine|"
    "Woodland|Yellowstone|York|Zephyr"
)
_TRADES = {
    "Manufacturing": (
        "Castings|Fabrication|Machine Works|Precision|Tooling|Forging|Metals|Extrusion|Stamping"
    ),
    "Food and beverage": "Bottling|Foods|Dairy|Milling|Brewing|Packing|Bakeries|Cold Storage",
    "Chemicals": "Chemical|Coatings|Polymers|Specialty Resins",
    "Energy": "Energy|Pipeline|Power|Renewables|Refining|Turbines",
    "Water and waste": "Water Works|Recycling|Environmental",
    "Life sciences": "Biologics|Pharma|Medical Devices|Diagnostics",
    "Paper and packaging": "Paper|Packaging|Containers",
    "Transport": "Logistics|Rail|Freight|Marine|Aerospace",
    "Building materials": "Cement|Glass|Lumber|Steel",
    "Electronics": "Circuits|Controls|Instruments|Semiconductor|Sensors",
    "Automotive": "Auto Parts|Axle|Motors",
}


def people(rng: np.random.Generator, count: int, taken: frozenset[str]) -> list[str]:
    """Full names, no two alike and none of those taken; no further Weiss either."""
    names: list[str] = []
    seen = set(taken)
    while len(names) < count:
        name = f"{_FIRST[int(rng.integers(len(_FIRST)))]} {_LAST[int(rng.integers(len(_LAST)))]}"
        if name not in seen:
            seen.add(name)
            names.append(name)
    return names


def companies(rng: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
    """Company names, no two alike, and the industry of each."""
    trades = [(word, industry) for industry, words in _TRADES.items() for word in _phrases(words)]
    ends = ("", " Group", " Inc.")
    picks = rng.permutation(len(_STEMS) * len(trades))[:count].tolist()
    names, industries = [], []
    for pick, end in zip(picks, rng.choice(3, count, p=[0.7, 0.12, 0.18]).tolist(), strict=True):
        word, industry = trades[pick % len(trades)]
        names.append(f"{_STEMS[pick // len(trades)]} {word}{ends[end]}")
        industries.append(industry)
    return names, industries


def mailbox(name: str) -> str:
    """Local part of an e-mail address: ``Tomás Ferreira`` is ``tomas.ferreira``."""
    letters = unicodedata.normalize("NFKD", name.replace("ø", "o"))
    return letters.encode("ascii", "ignore").decode().lower().replace(" ", ".")
