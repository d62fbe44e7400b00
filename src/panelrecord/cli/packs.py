"""``panelrecord packs``."""

from __future__ import annotations

import click

from panelrecord.cli.terminal import out, printable, say
from panelrecord.errors import PackInvalid


@click.group()
def packs() -> None:
    """Rule packs: what is loaded, and whether a pack keeps to its own examples."""


@packs.command("list")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path())
def list_(files: tuple[str, ...]) -> None:
    """List the built-in pack and those in FILE: name, version, number of rules, SHA-256."""
    from panelrecord.packs import load

    loaded = load(files)
    for version in loaded.versions:
        rules = sum(rule.startswith(f"{version.name}.") for rule in loaded.rules)
        out(printable(f"{version.name} {version.version}  {rules} rules  sha256 {version.sha256}") + "\n")


@packs.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path())
def check(files: tuple[str, ...]) -> int:
    """Check the packs in FILE, and without it the built-in one.

    Every rule must match its examples as they are bracketed and none of its rejects, and every entry of a lexicon must
    stand in an example. What is wrong is named, a line each, and the exit code is then 2.
    """
    from panelrecord.annotate.examples import check as check_packs
    from panelrecord.packs import load

    loaded = load(files)
    findings = check_packs(loaded)
    if files and findings:  # what the built-in pack is to blame for is not the user's to mend
        built_in = set(check_packs(load()))
        findings = [finding for finding in findings if finding not in built_in]
    for finding in findings:
        say(f"{finding.rule}: {finding.kind}: {finding.message}")
    say(f"{len(loaded.rules)} rules checked, {len(findings)} {'finding' if len(findings) == 1 else 'findings'}")
    return PackInvalid.exit_code if findings else 0
