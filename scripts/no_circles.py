"""An import-linter contract: no file imports itself by way of others.

import-linter's own `acyclic_siblings` asks whether packages can be put in an order, which is more:
two rooms may know each other as long as their files do not go round.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class NoCircles(Contract):
    """Kept if the files of a package have no circle of imports, those inside functions and those
    for types alone included."""

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package = str(self.package)
        circles: dict[frozenset[str], tuple[str, ...]] = {}
        for importer in sorted({package} | graph.find_descendants(package)):
            for imported in graph.find_modules_directly_imported_by(importer):
                chain = graph.find_shortest_chain(importer=imported, imported=importer)
                if chain:
                    circles.setdefault(frozenset(chain), chain)
        return ContractCheck(kept=not circles, metadata={"circles": list(circles.values())})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for circle in sorted(check.metadata["circles"], key=len):
            output.print(f"- {' -> '.join(circle)} -> {circle[0]}")
