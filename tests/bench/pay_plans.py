"""The plans that the benchmark pays by."""

from __future__ import annotations

DRAWS_PLAN = """\
schema: plan/1
plan: three components
measures:
  arr: {sum: amount}
  margin: {ratio: [gross_margin, amount], target: 0.70}
  logos: {count: deals}
components:
  - id: core
    weight: 0.6
    input: {attainment: arr}
    window: annual
    curve: {method: marginal, tiers: [[0, 0.0], [0.4, 1.6666666667], [1.0, 2.0], [1.5, 1.0]]}
    gate: {measure: margin, at_least: 0.60, else_multiply: 0.5}
    cap: 2.5
  - id: margin
    weight: 0.2
    input: {attainment: arr, second: margin}
    window: annual
    curve:
      method: matrix
      rows: [0.8, 1.0, 1.2]
      cols: [0.9, 1.0, 1.1]
      grid: [[0, 0.5, 0.8], [0.6, 1.0, 1.3], [0.9, 1.4, 2.0]]
  - id: logos
    weight: 0.2
    input: {attainment: logos}
    window: annual
    curve: {method: lookup, tiers: [[0, 0], [0.8, 0.5], [1.0, 1.0], [1.3, 1.6]]}
"""

DEALS_PLAN = """\
schema: plan/1
plan: deal rules
pay: {target_incentive: 100000}
deal_rules:
  multipliers:
    - {field: discount, bands: [[0, 1.0], [0.20, 0.8], [0.35, 0.5]]}
    - {field: term_months, bands: [[0, 1.0], [24, 1.05], [36, 1.10]]}
    - {field: product, map: {core: 1.0, strategic: 1.25}, default: 1.0}
  windfall: {over: 500000, excess_share: 0.5}
measures:
  arr: {sum: amount, where: "type in ('new', 'expansion')"}
  margin: {ratio: [gross_margin, amount], target: 0.70}
components:
  - id: core
    weight: 0.8
    input: {attainment: arr}
    window: ytd_delta
    against: year
    curve: {method: marginal, tiers: [[0, 0.0], [0.4, 1.6666666667], [1.0, 2.0], [1.5, 1.0]]}
    gate: {measure: margin, at_least: 0.60, else_multiply: 0.5}
    cap: 2.5
  - id: margin
    weight: 0.2
    input: {attainment: arr, second: margin}
    window: annual
    curve:
      method: matrix
      rows: [0.8, 1.0, 1.2]
      cols: [0.9, 1.0, 1.1]
      grid: [[0, 0.5, 0.8], [0.6, 1.0, 1.3], [0.9, 1.4, 2.0]]
"""
