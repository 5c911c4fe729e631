"""Keys of a scenario file that are no levers, or of which there is more to say."""

from __future__ import annotations

SCENARIO_KEYS = {
    "scenario": "Version of the file format.",
    "name": "What it is called; a new name changes no number.",
    "note": "What a facilitator would read out.",
    "period": "Fiscal year planned; left out, the snapshot's planning period.",
    "territory.design": "keep leaves accounts where they are; rebalance designs patches anew.",
    "territory.balance": "What is evened out: potential, workload or both.",
    "territory.keep": "Accounts stay within their own region, segment or both; [] for neither.",
    "territory.locked": "Ids of accounts that stay.",
    "people.hires.*.role": "Role hired.",
    "people.hires.*.segment": "Segment whose patches make room.",
    "people.hires.*.region": "Region whose patches make room; left out, the whole segment.",
    "people.hires.*.start": "First working day, in the year planned.",
    "people.hires.*.count": "How many.",
    "transition.effective": "Day from which a change holds; left out, the first of the year.",
    "transition.in_flight": "Who is credited with open deals of moved accounts: prior_owner, "
    "split (in halves) or new_owner.",
    "transition.hold_harmless.floor": "Share of what the old terms would have paid that is "
    "promised.",
    "transition.hold_harmless.months": "How long the promise holds.",
    "quota.basis": "keep, history, potential or expected; or several with the share of each.",
    "quota.moved": "Quota of an account that moves: stays with the seat, or follows pro rata.",
    "quota.over_assignment_by_level": "Over-assignment at each level from the top, on top of "
    "over_assignment; the last is that of reps over whom they report to.",
    "quota.weights.*.by": "What patches are chosen by: segment, region, role or territory_id.",
    "quota.weights.*.value": "Value by which they are chosen.",
    "quota.weights.*.times": "Multiplies their share before the total is shared out again.",
    "quota.weights.*.why": "What the weight stands for.",
    "quota.commitments.*.who": "Id of the person or patch that has committed to a number.",
    "quota.commitments.*.amount": "Money of the period.",
    "quota.overrides.*.territory_id": "Patch whose quota is set by hand.",
    "quota.overrides.*.amount": "Its quota, money of the period; the others share the rest.",
    "quota.overrides.*.who": "Who set it.",
    "quota.overrides.*.when": "When.",
    "quota.overrides.*.why": "Why.",
    "incentive.change.threshold": "Attainment below which nothing is paid; null removes it.",
    "incentive.change.cap": "Largest payout as a share of target incentive; null removes it.",
    "incentive.plan": "Plan file, looked up beside the scenario file, then in data/; or the plan "
    "itself, written out line by line under plan: |.",
}
