"""Words: what stands on the screen, the field's word for it, and what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of the glossary."""

    plain: str
    """As on the screen."""
    term: str
    """The statistician's or the field's word."""
    meaning: str


WORDS: tuple[Word, ...] = (
    Word(
        "the middle rep's result",
        "median attainment",
        "Half the team finished above it, half below.",
    ),
    Word("result, attainment", "attainment", "Credited bookings as a share of quota."),
    Word(
        "where the middle rep would land if every quota fitted its patch",
        "fair median",
        "The middle rep's result after a redraw of last year's deals with quotas that follow "
        "what each patch is expected to book; luck stays in it, so it is seldom 100 %.",
    ),
    Word("share of reps at quota", "participation", "Reps whose result is 100 % or more."),
    Word(
        "quota against what the patch can give",
        "fit",
        "Share of quota over share of expected bookings; 1 fits, 1.3 is 30 % too much.",
    ),
    Word(
        "what the patches can give, what average reps would book",
        "expected bookings",
        "What an average rep would book in each patch, there all year: before vacancies, "
        "newcomers and moved accounts cost any of it.",
    ),
    Word(
        "how far quotas follow the patch, or what else they are made from",
        "blend",
        "At 0 % each quota is last year's share of the total, at 100 % what it is made from gives.",
    ),
    Word("within 15 % of it", "fit band", "Fit between 0.85 and 1.15."),
    Word(
        "too much handed out; big patches count more; a few carry the number",
        "level, weighting, skew",
        "Why the middle rep is not at 100 %: the three parts multiply to the gap.",
    ),
    Word(
        "four times in five between ... and ...",
        "80 % interval",
        "Where an estimate lies in 80 of 100 possible years.",
    ),
    Word(
        "compared under the same luck",
        "paired difference",
        "Baseline and scenario live through the same possible years, so that what differs is "
        "the levers and not the dice.",
    ),
    Word(
        "quota handed out above target",
        "over-assignment",
        "Sum of quotas over the company's target, less one.",
    ),
    Word("quota handed out", "street quota", "Sum of the quotas that people carry."),
    Word(
        "with double the potential, how much more gets sold",
        "elasticity of potential",
        "Power by which expected bookings follow potential; below 1, a patch twice as large "
        "sells less than twice as much.",
    ),
    Word("how uneven patches are", "CV of potential", "Standard deviation over mean of patches."),
    Word("patch", "seat, territory", "A set of accounts with one seller's chair, held by days."),
    Word("the data as loaded on ...", "snapshot", "Frozen tables, named by their content."),
    Word(
        "1,000 possible years",
        "draws",
        "Each draws the market, who stays, what sellers can, how many deals close and how large.",
    ),
    Word("last year as it was", "as is", "A past period, counted from rows; nothing is modelled."),
    Word(
        "if we carry on",
        "baseline",
        "The coming year with today's patches, quotas and plan, simulated like any scenario.",
    ),
    Word("levers", "scenario", "What would be changed, and nothing else; no levers, no change."),
    Word(
        "the plan pays faster from here",
        "accelerator",
        "Multiplies what a dollar above quota pays.",
    ),
    Word("nothing below this", "threshold", "Attainment under which the plan pays nothing."),
    Word("no more than this", "cap", "Largest payout as a share of target incentive."),
    Word("target pay", "OTE", "Base and target incentive at 100 % of quota."),
    Word(
        "cost of sales pay",
        "CCOS",
        "Base and incentive of sellers over the bookings that they earned.",
    ),
    Word(
        "potential",
        "account potential",
        "Money a year that an account could give; an input with an error, never a fact.",
    ),
)
"""All words, those of the screen first."""
