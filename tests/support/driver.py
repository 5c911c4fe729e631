"""The driver that runs pages without a browser, as quick to start as one more visit of the app."""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner


def scan_once() -> None:
    """
    Let installed packages be searched for components once a process.

    The server does so when it starts. The driver does so for each of its pages, a quarter of a
    second of reading hundreds of files.
    """
    scan = manifest_scanner.scan_component_manifests
    if not hasattr(scan, "cache_info"):
        manifest_scanner.scan_component_manifests = cache(scan)
