"""Fiscal years as the plans print them (Reiwa years only; the sample plans begin in 2019 or later)."""

from __future__ import annotations


def reiwa(year: int) -> str:
    """令和6年度"""
    return f"令和{'元' if year == 2019 else year - 2018}年度"


def both(year: int) -> str:
    """令和8年度 over (2026年度)"""
    return f"{reiwa(year)}\n({year}年度)"


def short(year: int) -> str:
    """R8"""
    return f"R{year - 2018}"
