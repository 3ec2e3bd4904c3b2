"""The job that says what is past its term. Removing is for a person, on the command line.

Annotations are not postponed here: Dagster reads those of an op.
"""

import dagster as dg

from assets.basis.terms import today
from assets.deliveries.work import Work
from pipelines.keeping import in_words, proposal

OPSCHONEN = "opschonen_voorstel"


@dg.op(
    name="voorstel",
    out=dg.Out(dg.Nothing),
    description="Wat volgens de termijnen onder [bewaren] weg zou gaan; verwijdert niets.",
)
def propose(context: dg.OpExecutionContext, werk: dg.ResourceParam[Work]) -> None:
    """Log what would go today."""
    with werk.station("het voorstel voor het opschonen"):
        proposed = proposal(werk.folders, werk.configuration, today(), context.instance)
    text = in_words(proposed)
    context.log.info(text)
    context.add_output_metadata({"voorstel": dg.MetadataValue.md(text)})


@dg.job(
    name=OPSCHONEN,
    description="Zegt wat volgens de termijnen onder [bewaren] weg zou gaan; er gaat niets weg",
    executor_def=dg.in_process_executor,
)
def proposal_job() -> None:
    """Only the proposal."""
    propose()
